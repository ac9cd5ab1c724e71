document.addEventListener('DOMContentLoaded', () => {
  const bar = document.querySelector('.filters');
  if (!bar) return;
  const rows = [...document.querySelectorAll('.runs tbody tr')];
  const pipeline = bar.querySelector('.of-pipeline');
  const status = bar.querySelector('.of-status');
  const find = bar.querySelector('.find');
  const anyDay = bar.querySelector('.any-day');
  let day = '';

  function filter() {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const right = (!pipeline.value || row.dataset.pipeline === pipeline.value)
        && (!status.value || row.dataset.status === status.value)
        && (!day || row.dataset.day === day)
        && words.every((word) => row.dataset.find.includes(word));
      row.hidden = !right;
      shown += right ? 1 : 0;
    }
    bar.querySelector('.shown').textContent = `${shown} of ${rows.length} shown`;
    anyDay.hidden = !day;
    anyDay.querySelector('span').textContent = day;
    document.querySelector('.none').hidden = shown > 0;
  }
  // What is filtered is in the address, so that it can be sent to somebody.
  function tell() {
    const wanted = new URLSearchParams();
    if (pipeline.value) wanted.set('pipeline', pipeline.value);
    if (status.value) wanted.set('status', status.value);
    if (find.value.trim()) wanted.set('find', find.value.trim());
    if (day) wanted.set('day', day);
    history.replaceState(null, '', `#${wanted}`);
    filter();
  }
  function listen() {
    const hash = location.hash.slice(1);
    const wanted = new URLSearchParams(hash.includes('=') ? hash : '');
    if (hash && !hash.includes('=')) return;
    pipeline.value = wanted.get('pipeline') || '';
    status.value = wanted.get('status') || '';
    if (pipeline.selectedIndex < 0) pipeline.value = '';
    if (status.selectedIndex < 0) status.value = '';
    find.value = wanted.get('find') || '';
    day = wanted.get('day') || '';
    filter();
    if (day) document.getElementById('runs').scrollIntoView();
  }
  bar.hidden = false;
  find.addEventListener('input', tell);
  pipeline.addEventListener('change', tell);
  status.addEventListener('change', tell);
  anyDay.addEventListener('click', () => { day = ''; tell(); find.focus(); });
  window.addEventListener('hashchange', listen);
  filter();
  listen();
});
