import { FtpDirectory } from '../drivers/file-transfer/ftp-directory.ts';

type FtpLocation = {
  readonly url: string;
  readonly password: string;
  readonly files: ReadonlyMap<string, string>;
};

/** Runs `use` with a directory on an FTP server that wants a name and a password. */
export async function withFtpDirectory(use: (directory: FtpLocation) => Promise<void>): Promise<void> {
  const login = { user: 'operator', password: 'very-secret' };
  const server = await FtpDirectory.open(login, ['logs']);
  const { files, port } = server;
  const url = `ftp://${login.user}:${login.password}@127.0.0.1:${port}/logs`;
  try {
    await use({ url, password: login.password, files });
  } finally {
    await server.close();
  }
}
