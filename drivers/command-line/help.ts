/** What `--help` prints on standard output. */
export const HELP = `wallchart: the software of an EV charging station (OCPP 1.6-J)

  --config FILE      JSON configuration with a key for every option below; the command line wins
  --csms URL         central system, ws:// or wss://; the identity is appended as the last path segment
                     (default: a demo central system in this process)
  --identity NAME    charge point identity (default MX007SC-0001)
  --data DIR         where the station keeps everything durable (default ./data)
  --board NAME       bench (simulated hardware), reference (I2C), or reference-emulated (I2C, emulated chips)
  --board-description FILE   JSON: chips and wiring where a board differs from the reference board
  --profile NAME     station profile: mx007sc, open, or a JSON file of the same shape (default mx007sc)
  --connectors N     number of connectors, where the profile allows another than its own
  --set Key=Value    start value of an OCPP configuration key where the data directory has none; repeatable
  --http HOST:PORT   page, bench and metrics; off for none; port 0 takes a free one (default 127.0.0.1:8016)
  --log LEVEL        fatal, error, warn, info, debug, trace or silent (default info)
  --edge-log FILE    every input of the station as JSON lines, for a replay (default none)
  --inspect [HOST:PORT]   inspectors of XState connect there, loopback only (default none; bare: port 8017)
  --inspect-events   inspectors may send events to actors
  --inspect-origin ORIGIN   a page of this origin may connect as inspector (default none)
  --help, --version

Only in the configuration file:
  set                object of start values, the AuthorizationKey too: {"HeartbeatInterval": 30}
  station            name plate: vendor, model, serialNumber, firmwareVersion, meterType, meterSerialNumber
  certificates       PEM paths: centralSystemRoot, manufacturerRoot, chargePoint {certificate, key}
  authorizationKey   32 to 40 hexadecimal digits; WALLCHART_AUTHORIZATION_KEY in the environment wins
  benchToken         lets clients other than this machine use the bench

Paths are relative to the working directory. Bad options end with exit status 2.
`;
