/** What the central system knows of idTags. Others are Invalid. */
type Known = { readonly status: 'Accepted' | 'Blocked' | 'Expired'; readonly parentIdTag?: string };

export const KNOWN_TAGS: Readonly<Record<string, Known>> = {
  ANNA: { status: 'Accepted' },
  BERT: { status: 'Accepted' },
  CARL: { status: 'Accepted' },
  DORA: { status: 'Accepted', parentIdTag: 'FLEET' },
  EMIL: { status: 'Accepted', parentIdTag: 'FLEET' },
  FRED: { status: 'Blocked' },
  GINA: { status: 'Expired' },
};
export const WELCOME_TAGS = ['ANNA', 'BERT', 'CARL', 'DORA', 'EMIL'] as const;
export const STRANGE_TAGS = ['FRED', 'GINA', 'HUGO'] as const;

/** The idTagInfo of the central system. */
export const idTagInfo = (idTag: string): { readonly status: string; readonly parentIdTag?: string } =>
  KNOWN_TAGS[idTag.toUpperCase()] ?? { status: 'Invalid' };
