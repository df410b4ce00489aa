'use strict';
// Narrows the failing cases; without it all of them are listed.
(() => {
  const filter = document.getElementById('filter');
  const names = ['measure', 'suite', 'kind', 'status'];
  const cases = [...document.querySelectorAll('details.case')];
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    for (let e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  if (!filter) { reveal(); return; }
  const words = document.getElementById('f-words');
  const chosen = names.map(name => document.getElementById('f-' + name));
  const shown = document.getElementById('f-shown');
  const texts = new Map();
  const text = one => {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  };
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const one of cases) {
      const fits = chosen.every((select, i) => !select.value
        || one.dataset[names[i]].split(' ').includes(select.value)
        || one.dataset[names[i]] === select.value)
        && wanted.every(word => text(one).includes(word));
      one.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of document.querySelectorAll('.faultgroup')) {
      group.hidden = ![...group.querySelectorAll('details.case')].some(one => !one.hidden);
    }
    shown.textContent = `${count} of ${cases.length} shown`;
  };
  const all = open => { for (const one of cases) if (!one.hidden) one.open = open; };
  document.getElementById('f-open').addEventListener('click', () => all(true));
  document.getElementById('f-close').addEventListener('click', () => all(false));
  words.addEventListener('input', apply);
  for (const select of chosen) select.addEventListener('change', apply);
  filter.hidden = false;
  apply();
  reveal();
})();
