// What is typed is kept in this browser while one types, and put back when the same form is opened again as it was: through another
// form of the page, a browser's Back, a closed window. It is nobody else's: each draft stands under the mark of its writer.

const dayMs = 24 * 60 * 60 * 1000;
const prefix = 'rembuk-draft:';
const signOut = document.querySelector('form[action="/keluar"]');

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
for (const key of keys()) if (Date.now() - (read(key)?.at ?? 0) > dayMs) localStorage.removeItem(key);
// Whoever signs out leaves nothing behind.
signOut?.addEventListener('submit', () => {
  for (const key of keys()) localStorage.removeItem(key);
});

const fieldsOf = (form) =>
  [...form.elements].filter(
    ({ name, type }) => name && !['hidden', 'password', 'file', 'submit'].includes(type),
  );
const enteredIn = (field) => (['radio', 'checkbox'].includes(field.type) ? field.checked : field.value);
const valuesOf = (form) => fieldsOf(form).map(enteredIn);

function restore(form, values) {
  for (const [index, field] of fieldsOf(form).entries()) {
    if (['radio', 'checkbox'].includes(field.type)) field.checked = values[index];
    else field.value = values[index];
  }
  for (const area of form.querySelectorAll('textarea')) area.dispatchEvent(new Event('input'));
  form.querySelector('[data-restored]')?.removeAttribute('hidden');
}

for (const form of document.querySelectorAll('form[method="post"]')) {
  const owner = form.elements.namedItem('_for')?.value;
  if (!owner || !form.querySelector('textarea')) continue;
  const key = `${prefix}${owner.split('.')[0]}:${new URL(form.action).pathname}`;
  const base = JSON.stringify(valuesOf(form));
  const draft = read(key);
  const isDone = draft?.sent && document.querySelector('.notice.good[role="status"]');
  if (draft && !isDone && draft.base === base) restore(form, draft.values);
  else if (draft) localStorage.removeItem(key);
  const keep = (sent) =>
    localStorage.setItem(key, JSON.stringify({ base, values: valuesOf(form), at: Date.now(), sent }));
  form.addEventListener('input', () => keep(false));
  form.addEventListener('change', () => keep(false));
  // Another button of the form may do something else, and only takes along what is typed.
  form.addEventListener('submit', ({ submitter }) => keep(!submitter?.hasAttribute('formaction')));
}
