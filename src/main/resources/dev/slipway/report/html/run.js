document.addEventListener('DOMContentLoaded', () => {
  const cards = [...document.querySelectorAll('.card[data-find]')];
  const bar = document.querySelector('.filters');
  const find = bar.querySelector('.find');
  const folds = () => document.querySelectorAll('main details');
  let wanted = 'all';

  // Filters.
  function filter() {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const right = wanted === 'all' || card.dataset.tone === wanted;
      card.hidden = !(right && words.every((word) => card.dataset.find.includes(word)));
      shown += card.hidden ? 0 : 1;
    }
    bar.querySelector('.shown').textContent = `${shown} of ${cards.length} shown`;
    document.querySelector('.none').hidden = shown > 0 || cards.length === 0;
  }
  function show(choice) {
    wanted = choice;
    for (const button of bar.querySelectorAll('[data-show]')) {
      button.setAttribute('aria-pressed', String(button.dataset.show === wanted));
    }
    filter();
  }
  bar.hidden = cards.length === 0;
  find.addEventListener('input', filter);
  for (const button of bar.querySelectorAll('[data-show]')) {
    button.addEventListener('click', () => show(button.dataset.show));
  }
  bar.querySelector('.expand').addEventListener('click', () => folds().forEach((fold) => { fold.open = true; }));
  bar.querySelector('.collapse').addEventListener('click', () => folds().forEach((fold) => { fold.open = false; }));

  // A link to anything opens what it is folded in, whatever is filtered.
  function reveal() {
    let name = '';
    try { name = decodeURIComponent(location.hash.slice(1)); } catch (garbled) { return; }
    const target = name && document.getElementById(name);
    if (!target) return;
    const card = target.closest('.card');
    if (card && card.hidden) { find.value = ''; show('all'); }
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    const own = target.matches('.card') && target.querySelector('details');
    if (own) own.open = true;
    target.scrollIntoView({ block: target.matches('.log li') ? 'center' : 'start', behavior: 'instant' });
    if (target.matches('.log li')) { target.tabIndex = -1; target.focus({ preventScroll: true }); }
  }
  window.addEventListener('hashchange', reveal);
  // The same link a second time changes no hash.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) reveal();
    const line = event.target.closest('.log li[id]');
    if (line && event.target === line && event.offsetX < 0) location.hash = line.id;
  });
  reveal();

  // Packages.
  for (const box of document.querySelectorAll('.packages')) {
    const input = box.querySelector('.find-package');
    const rows = [...box.querySelectorAll('tbody tr')];
    box.querySelector('.filter').hidden = false;
    input.addEventListener('input', () => {
      const text = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(text);
        shown += row.hidden ? 0 : 1;
      }
      box.querySelector('[role=status]').textContent = text ? `${shown} of ${rows.length}` : '';
    });
  }

  // Paper has no folds.
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = [...folds()].filter((fold) => !fold.open);
    closed.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener('afterprint', () => { closed.forEach((fold) => { fold.open = false; }); closed = []; });

  // A run at work tells how it goes on. What it says is text, never markup.
  const live = document.querySelector('[data-events]');
  if (live) {
    const state = live.querySelector('.live-state');
    const images = new Map();
    const row = (name) => {
      if (!images.has(name)) {
        const item = document.createElement('li');
        live.querySelector('.live-images').append(item);
        images.set(name, item);
      }
      return images.get(name);
    };
    const source = new EventSource(live.dataset.events);
    source.addEventListener('told', (message) => {
      const event = JSON.parse(message.data);
      const image = event.image || (/^image\/([^/]+)/.exec(event.span || '') || [])[1];
      if (event.event === 'image-ended') row(image).textContent = `${image}: ${event.status}`;
      else if (event.event === 'attempt-started') row(image).textContent = `${image}: ${event.variant}, attempt ${event.number}`;
      else if (event.event === 'step-started' && image) row(image).textContent = `${image}: ${event.title}`;
      if (event.title) state.textContent = event.title;
    });
    source.addEventListener('ended', () => { source.close(); location.reload(); });
  }
});
