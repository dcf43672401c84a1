// What makes the pages handier where scripts run. Everything works without it.

// A village list belongs to a kecamatan: choosing another one asks for its villages at once.
const kecamatan = document.querySelector(':is(.filter, .sieve) #kecamatan');
kecamatan?.addEventListener('change', () => kecamatan.form.requestSubmit());

// A menu that was unfolded folds again when somebody turns to something else.
for (const menu of document.querySelectorAll('details.more')) {
  const fold = (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  };
  addEventListener('click', fold);
  addEventListener('focusin', fold);
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

// The fields of an invitation: those in use are marked, an unknown one is named at once, a press puts one in.
const fields = new Map([...document.querySelectorAll('[data-field]')].map((one) => [one.dataset.field, one]));
const templates = [...document.querySelectorAll('textarea[data-template]')];
const fieldsIn = (area) => [...area.value.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1].trim());
function showFields() {
  const used = new Set(templates.flatMap(fieldsIn));
  for (const [name, entry] of fields) entry.classList.toggle('used', used.has(name));
}
let lastTemplate = templates[0];
for (const area of templates) {
  const told = document.createElement('small');
  told.className = 'problem';
  told.setAttribute('role', 'status');
  area.after(told);
  const show = () => {
    const unknown = [...new Set(fieldsIn(area))].filter((name) => !fields.has(name));
    told.textContent =
      unknown.length > 0 ? `${area.dataset.template}: ${unknown.map((name) => `{${name}}`).join(' ')}` : '';
    showFields();
  };
  area.addEventListener('input', show);
  area.addEventListener('focus', () => {
    lastTemplate = area;
  });
  show();
}
for (const [name, entry] of fields) {
  const code = entry.querySelector('code');
  const button = document.createElement('button');
  button.type = 'button';
  button.append(code.cloneNode(true));
  code.replaceWith(button);
  button.addEventListener('click', () => {
    lastTemplate.setRangeText(`{${name}}`, lastTemplate.selectionStart, lastTemplate.selectionEnd, 'end');
    lastTemplate.focus();
    lastTemplate.dispatchEvent(new Event('input'));
  });
}

// How much of a limited text is used.
for (const area of document.querySelectorAll('textarea[data-count]')) {
  const count = document.createElement('small');
  const show = () => {
    count.textContent = `${area.value.length} / ${area.maxLength}`;
  };
  area.addEventListener('input', show);
  area.after(count);
  show();
}

// One box that ticks or clears all others of its form.
for (const all of document.querySelectorAll('input[data-all]')) {
  const boxes = [...all.form.querySelectorAll(`input[name="${all.dataset.all}"]`)];
  all.closest('[hidden]')?.removeAttribute('hidden');
  const show = () => {
    all.checked = boxes.every((box) => box.checked);
    all.indeterminate = !all.checked && boxes.some((box) => box.checked);
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener('change', show);
  show();
}

/** Asks for a page of which a part is put in: what was to be told once is kept for a page that is shown. */
const asPart = { headers: { accept: 'text/html', 'x-part': '1' } };

// What changes by itself (a code to scan, a state, figures) is fetched anew while somebody looks; each part is put in
// only when it differs, so that a button in a part that stands still keeps the focus.
const lives = [...document.querySelectorAll('[data-live]')];
async function renew() {
  const response = await fetch(location.href, asPart);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = [...page.querySelectorAll('[data-live]')];
  // Signed out meanwhile, or over: the page as it is now tells.
  if (fresh.length !== lives.length) location.reload();
  else
    for (const [index, shown] of lives.entries())
      if (fresh[index].innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh[index].childNodes);
}
// A page that is told when it is out of date asks for nothing meanwhile. Only while somebody sees it: a browser opens six lines to
// one place and no more, and pages in the background would take them all.
const told = document.querySelector('[data-events]');
if (told) {
  let line;
  const listen = () => {
    line?.close();
    line = document.hidden ? undefined : new EventSource(told.dataset.events);
    line?.addEventListener('changed', () => renew().catch(() => {}));
  };
  document.addEventListener('visibilitychange', listen);
  listen();
} else if (lives.length > 0) {
  setInterval(() => {
    // The next round will tell, should this one fail.
    if (!document.hidden) renew().catch(() => {});
  }, 3_000);
}

// A part that takes longer than its page is fetched after it, and stands where the link to it stood.
for (const link of document.querySelectorAll('a[data-later]')) {
  fetch(link.href, asPart)
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(String(response.status)))))
    .then((text) => {
      const part = new DOMParser()
        .parseFromString(text, 'text/html')
        .getElementById(link.dataset.later)
        ?.closest('section');
      if (part) link.closest('section').replaceWith(part);
    })
    // The link is still there to be pressed.
    .catch(() => {});
}

// A form is sent once, however often its button is pressed; one that brings a file leaves the page as it is.
for (const form of document.querySelectorAll('form[method="post"]:not([data-download])')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
