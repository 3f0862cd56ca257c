// Keeps a company's page up to date: the server sends the parts that have changed, as HTML of its own making.
(() => {
  'use strict';
  // What was just done is said once; loading the page again does not say it again.
  const address = new URL(location.href);
  if (address.searchParams.has('did')) {
    for (const name of ['did', 'cycle', 'mode', 'count', 'left']) address.searchParams.delete(name);
    history.replaceState(history.state, '', address);
  }

  const page = document.querySelector('[data-live]');
  if (page === null || typeof EventSource === 'undefined') return;
  const state = document.getElementById('live-state');
  const waiting = new Map();

  /** A part in which somebody is at work stays as it is until they leave it. */
  const isInUse = (part) =>
    part.contains(document.activeElement) || part.querySelector('details[open]') !== null;

  const put = (id, html) => {
    const part = document.getElementById(id);
    if (part === null) return;
    if (isInUse(part)) {
      waiting.set(id, html);
      return;
    }
    waiting.delete(id);
    if (part.innerHTML !== html) part.innerHTML = html;
  };
  const putWaiting = () => {
    for (const [id, html] of waiting) put(id, html);
  };
  page.addEventListener('focusout', () => setTimeout(putWaiting, 0));
  page.addEventListener('toggle', () => setTimeout(putWaiting, 0), true);

  /** A browser goes on by itself after a cut line, but not after a refusal (too many at once, a restart behind a proxy). */
  const again = 15_000;
  const follow = () => {
    const events = new EventSource(page.dataset.live);
    events.addEventListener('parts', (event) => {
      for (const [id, html] of Object.entries(JSON.parse(event.data))) put(id, html);
    });
    // What this page waited for is there.
    events.addEventListener('onward', (event) => {
      events.close();
      location.assign(JSON.parse(event.data));
    });
    events.addEventListener('open', () => {
      if (state) state.hidden = true;
    });
    events.addEventListener('error', () => {
      if (state) state.hidden = false;
      if (events.readyState === EventSource.CLOSED) setTimeout(follow, again);
    });
  };
  follow();
})();
