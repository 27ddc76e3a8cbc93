import { Readable } from 'node:stream';
import { pathOf, withFtp } from './ftp-access.ts';
import type { SendTo } from './transfer-error.ts';

/** FTP, or FTPS by `ftps:`; the path counts from the directory of the login (RFC 1738 3.2.2). */
export const ftpUpload: SendTo = async (directory, { fileName, content, signal }) => {
  const path = pathOf(directory);
  await withFtp(directory, signal, async (client) => {
    if (path !== '') await client.cd(path);
    await client.uploadFrom(Readable.from([content]), fileName);
  });
};
