'use strict';
// The theme: as the system has it, unless somebody chose. Storage may be forbidden, as it is for some files.
const themes = ['system', 'light', 'dark'];
const keep = {
  read() { try { return localStorage.getItem('slipway-theme'); } catch (refused) { return null; } },
  write(theme) { try { localStorage.setItem('slipway-theme', theme); } catch (refused) { /* this page only, then */ } },
};
let theme = themes.includes(keep.read()) ? keep.read() : 'system';
function dress() {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
dress();
document.addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector('.theme');
  const say = () => { button.querySelector('span').textContent = theme; };
  button.hidden = false;
  say();
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    keep.write(theme);
    dress();
    say();
  });
});
