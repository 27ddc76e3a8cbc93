import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createServer as createTlsServer, TLSSocket, type TlsOptions } from 'node:tls';

type Login = { readonly user: string; readonly password: string };

/** As much of an FTP server (RFC 959, 2428, 4217) as it takes to put a file into a directory, or get one. */
export class FtpDirectory {
  readonly files = new Map<string, string>();
  readonly commands: string[] = [];
  /** A file that is fetched is given up in the middle (RFC 959: 426), although its data ends in order. */
  breaksOff = false;
  readonly #server: Server;
  readonly #login: Login | null;
  readonly #directories: readonly string[];
  readonly #tls: TlsOptions | null;

  private constructor(login: Login | null, directories: readonly string[], tls: TlsOptions | null) {
    this.#login = login;
    this.#directories = directories;
    this.#tls = tls;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** @param login null: anybody. @param directories that exist. */
  static async open(
    login: Login | null,
    directories: readonly string[] = [],
    tls: TlsOptions | null = null,
  ): Promise<FtpDirectory> {
    const it = new FtpDirectory(login, directories, tls);
    it.#server.listen(0, '127.0.0.1');
    await once(it.#server, 'listening');
    return it;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.close();
  }

  #serve(plain: Socket): void {
    let control: Socket = plain;
    let user = '';
    let directory = '';
    let data: Server | null = null;
    let dataSocket: Promise<Socket> = Promise.reject(new Error('no EPSV'));
    dataSocket.catch(() => {});
    let secureData = false;
    const say = (line: string): void => void control.write(`${line}\r\n`);
    const answers: Readonly<Record<string, (argument: string) => unknown>> = {
      AUTH: () => {
        if (!this.#tls) return say('502 no TLS');
        say('234 go on');
        control = new TLSSocket(plain, { ...this.#tls, isServer: true });
        listen(control);
      },
      PBSZ: () => say('200 ok'),
      PROT: () => {
        secureData = true;
        say('200 ok');
      },
      USER: (name) => {
        user = name;
        say('331 password');
      },
      PASS: (password) => {
        const { user: wanted, password: right } = this.#login ?? { user, password };
        say(user === wanted && password === right ? '230 welcome' : '530 no');
      },
      TYPE: () => say('200 ok'),
      CWD: (path) => {
        if (!this.#directories.includes(path)) return say('550 no such directory');
        directory = `${path}/`;
        say('250 ok');
      },
      EPSV: () => {
        data = secureData && this.#tls ? createTlsServer(this.#tls) : createServer();
        dataSocket = once(data, secureData ? 'secureConnection' : 'connection').then(([it]) => it as Socket);
        data.listen(0, '127.0.0.1', () =>
          say(`229 Entering Extended Passive Mode (|||${(data?.address() as AddressInfo).port}|)`),
        );
      },
      STOR: (name) => {
        say('150 send');
        void dataSocket.then(async (socket) => {
          this.files.set(`${directory}${name}`, await text(socket));
          socket.end();
          data?.close();
          say('226 stored');
        });
      },
      RETR: (name) => {
        const content = this.files.get(`${directory}${name}`);
        if (content === undefined) return say('550 no such file');
        say('150 take it');
        void dataSocket.then((socket) => {
          socket.end(this.breaksOff ? content.slice(0, content.length / 2) : content);
          data?.close();
          say(this.breaksOff ? '426 broken off' : '226 sent');
        });
      },
      QUIT: () => control.end('221 bye\r\n'),
    };
    const listen = (socket: Socket): void => heed(socket, this.commands, answers, say);
    listen(plain);
    say('220 here');
  }
}

/** Does what each line says. */
function heed(
  socket: Socket,
  commands: string[],
  answers: Readonly<Record<string, (argument: string) => unknown>>,
  say: (line: string) => void,
): void {
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
      const [verb = '', ...rest] = line.split(' ');
      commands.push(verb);
      const answer = answers[verb.toUpperCase()];
      if (answer) answer(rest.join(' '));
      else say('502 not here');
    }
  });
}
