import { ReceivedStation } from './received-station.ts';

/** `npm run inspect -- [HOST:PORT]`: prints what the actors of a station with `--inspect` do. */
const [server = '127.0.0.1:8017'] = process.argv.slice(2);
const station = new ReceivedStation(server.replace(/^ws:\/\//, ''), () => {
  console.error(`No inspector answers at ${server}: start the station with --inspect.`);
  process.exit(1);
});
station.onFrame = (frame) => {
  const id = station.actors.get(frame.sessionId)?.id ?? frame.sessionId;
  switch (frame.type) {
    case 'service.register':
      return console.log(`${id}: ${JSON.stringify(frame.state.value)}`);
    case 'service.event':
      return console.log(`${id} <- ${frame.event.name}`);
    case 'service.state':
      return console.log(`${id}: ${JSON.stringify(frame.state.value)}`);
    case 'service.stop':
      return console.log(`${id} ended`);
  }
};
