// Builds the addon i2c-bus for the Node that the station runs on; npm runs this after each installation, and
// `npm run build:i2c` again. JavaScript, because an older Node may run it. It never fails an installation: a
// station on the bench needs no I2C.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const MEANWHILE = 'Stations on the bench run without it; a board on I2C does not.';
const MAJOR = /#define NODE_MAJOR_VERSION (\d+)/;

const loads = () =>
  spawnSync(process.execPath, ['-e', "require('i2c-bus')"], { cwd: import.meta.dirname }).status === 0;

function folderOfPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve('i2c-bus/package.json'));
  } catch {
    return null;
  }
}

// Headers of this very Node: beside it, or in the package that brought it. Without them node-gyp decides, and may
// take those of another Node from the settings of npm.
function folderOfHeaders() {
  const home = join(dirname(process.execPath), '..');
  const folders = [home, join(home, 'node_modules', `node-${process.platform}-${process.arch}`)];
  return folders.find((folder) => {
    const file = join(folder, 'include', 'node', 'node_version.h');
    const major = existsSync(file) && readFileSync(file, 'utf8').match(MAJOR)?.[1];
    return major === process.versions.node.split('.')[0];
  });
}

function build(folder) {
  const headers = folderOfHeaders();
  const nodeGyp = process.env.npm_config_node_gyp;
  if (!nodeGyp) return 'npm has to run this: npm run build:i2c';
  const env = { ...process.env, ...(headers && { npm_config_nodedir: headers }) };
  const { status, stderr } = spawnSync(process.execPath, [nodeGyp, 'rebuild'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (status === 0) return loads() ? null : 'it was built, and cannot be loaded';
  const reasons = stderr.split('\n').filter((line) => /error|not found|find/i.test(line));
  return `${reasons[0]?.trim() ?? 'node-gyp failed'} (it needs g++, make and python3)`;
}

function main() {
  if (process.platform !== 'linux')
    return `i2c-bus is for Linux, and this is ${process.platform}. ${MEANWHILE}`;
  const folder = folderOfPackage();
  if (!folder) return `i2c-bus is not installed (an optional dependency). ${MEANWHILE}`;
  if (loads()) return 'i2c-bus can be loaded.';
  const problem = build(folder);
  return problem
    ? `i2c-bus was not built: ${problem}. ${MEANWHILE}`
    : `i2c-bus was built for Node ${process.versions.node}.`;
}

console.log(main());
