import { ActorTree } from './actor-tree.ts';
import { BenchView } from './bench-view.ts';
import { every, oncePerPicture } from './browser-time.ts';
import { ChartsView } from './charts-view.ts';
import { runCountdowns, tellCountdowns } from './countdown.ts';
import { CsmsView } from './csms-view.ts';
import { drawnHere } from './drawn-here.ts';
import { byId } from './element.ts';
import { follow } from './feed-client.ts';
import { type Machines, PageModel } from './page-model.ts';
import { tabs, themeButton, updateHead } from './page-shell.ts';
import { RecordingBanner } from './recording-banner.ts';
import { openSaved, recordingFile } from './recording-file.ts';
import { isSavedPage } from './saved-parts.ts';
import { getJson, StationApiError, setToken } from './station-api.ts';
import { StationView } from './station-view.ts';
import { TimelineView } from './timeline-view.ts';

const model = new PageModel({
  changed: oncePerPicture(() => update()),
  arrived: (entry) => charts.arrived(entry),
});
const charts = new ChartsView(model);
const csms = new CsmsView(model);
const views = [
  new RecordingBanner(model),
  new StationView(model),
  new ActorTree(model),
  charts,
  new TimelineView(model),
  new BenchView(model),
  csms,
];

function update(): void {
  updateHead(model);
  for (const view of views) view.update();
  tellCountdowns(model.moment_ms);
}

/** Asks for all that is shown; again with a token where the station wants one. */
async function begin(): Promise<void> {
  const tokenWanted = (): void => {
    const dialog = byId('token');
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  };
  void follow({
    frame: (frame) => {
      if (model.link !== 'file') model.take(frame);
    },
    link: (link) => {
      if (model.link !== 'file') model.setLink(link);
    },
    tokenWanted,
  });
  try {
    const machines = await getJson<Machines>('/machines');
    model.setMachines(machines);
    const drawn = await drawnHere(machines);
    if (drawn) model.setMachines(drawn);
  } catch (error) {
    if (!(error instanceof StationApiError)) throw error;
  }
}

byId('token-form').addEventListener('submit', () => {
  const field = byId('token-field');
  if (field instanceof HTMLInputElement) setToken(field.value);
  void begin();
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && model.link !== 'file') model.select(null);
});

themeButton();
if (matchMedia('(max-width: 960px)').matches) byId('actors').removeAttribute('open');
tabs('side-tabs', (panel, all) => {
  for (const id of all) byId(id).hidden = id !== panel;
  void csms.look();
});
tabs('phone-tabs', (panel) => {
  document.body.dataset.view = panel;
});
recordingFile(model);
runCountdowns(() => model.moment_ms);
// What is not heard from the station shows in time passing: an answer that does not come.
every(1_000, () => {
  model.touch();
  if (!document.hidden) void csms.look();
});
if (isSavedPage()) openSaved(model);
else void begin();
