const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as content or attribute of an element. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);

/** Coordinates with one decimal are sharp enough, and equal on every machine. */
export const px = (value: number | undefined): string => String(Math.round((value ?? 0) * 10) / 10);

const STYLE = `
text { font-family: 'DejaVu Sans', Verdana, 'Segoe UI', sans-serif; font-size: 11px; fill: #24303c }
.paper { fill: #ffffff }
.state { fill: #ffffff; stroke: #4a6076; stroke-width: 1.3 }
.composite { fill: #f3f6fa }
.region { stroke-dasharray: 6 4 }
.final { stroke-width: 3 }
.name { font-size: 14px; font-weight: bold; fill: #14202c }
.inner { fill: #4c5d6e }
.name, .inner { paint-order: stroke; stroke: #f3f6fa; stroke-width: 3px; stroke-linejoin: round }
.edge { fill: none; stroke: #6d8296; stroke-width: 1.3 }
.head { fill: #6d8296 }
.dot { fill: #24303c }
.label { fill: #fff8dc; stroke: #e4d9ae; stroke-width: .7 }
.rule { stroke: #4a6076; stroke-width: .7 }
@media (prefers-color-scheme: dark) {
  text { fill: #d5dee7 } .paper { fill: #0f151b } .state { fill: #1a232c; stroke: #8aa2b8 }
  .composite { fill: #141c24 } .name { fill: #f2f6fa } .inner { fill: #a9b9c8 }
  .name, .inner { stroke: #141c24 } .edge { stroke: #8aa0b4 }
  .head { fill: #8aa0b4 } .dot { fill: #d5dee7 } .label { fill: #33301d; stroke: #57512f }
  .rule { stroke: #8aa2b8 }
}`;

/** A whole picture; follows the light or dark scheme of its reader. `style` is what only this kind needs. */
export function svgDocument(
  title: string,
  width: number,
  height: number,
  body: readonly string[],
  style = '',
): string {
  const [w, h] = [px(width), px(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${STYLE}${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" ' +
      'orient="auto"><path class="head" d="M0,0L8,4L0,8z"/></marker></defs>',
    `<rect class="paper" width="${w}" height="${h}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}
