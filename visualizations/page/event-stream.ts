const END = '\n\n';
const DATA = 'data: ';

/**
 * Takes Server-Sent Events apart: text in pieces of any size in, the data of each complete event out.
 * Comments (pings) have no data.
 */
export function eventStream(take: (data: string) => void): (piece: string) => void {
  let text = '';
  return (piece) => {
    // An end may be split between two pieces; what was searched before is not searched again.
    let from = Math.max(0, text.length - 1);
    text += piece;
    for (let end = text.indexOf(END, from); end >= 0; end = text.indexOf(END, from)) {
      const event = text.slice(0, end);
      text = text.slice(end + END.length);
      from = 0;
      if (event.startsWith(DATA)) take(event.slice(DATA.length));
    }
  };
}
