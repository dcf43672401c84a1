// Deciding proposals by keys. All of it can be done without: each key only presses what stands on the page.

const form = document.querySelector('form.decision');
const text = form?.querySelector('textarea');
const suggestions = new Map(
  [...document.querySelectorAll('[data-suggestion]')].map((one) => [one.dataset.suggestion, one.textContent]),
);

// An outcome or a reason brings its sentence; what somebody wrote themselves is never touched.
function suggest() {
  if (!['', ...suggestions.values()].includes(text.value.trim())) return;
  const outcome = form.querySelector('[name=outcome]:checked');
  const reason = outcome?.closest('.outcome').querySelector('.reasons input:checked');
  text.value = suggestions.get(reason?.value) ?? suggestions.get(outcome?.value) ?? '';
  text.dispatchEvent(new Event('input'));
}
form?.addEventListener('change', (event) => {
  if (event.target.matches('[type=radio]')) suggest();
});

// One key says the outcome. What needs no reason is saved at once; else the likeliest is chosen, and Enter saves.
function choose(outcome) {
  outcome.checked = true;
  const reasons = [...outcome.closest('.outcome').querySelectorAll('.reasons input[type=radio]')];
  const reason =
    reasons.find((one) => one.checked) ?? reasons.find((one) => 'suggested' in one.dataset) ?? reasons[0];
  if (reason) reason.checked = true;
  suggest();
  if (reason) reason.focus();
  else form.requestSubmit(form.querySelector('[data-quick]'));
}

const press = (selector) => document.querySelector(selector)?.click();
const submit = (selector) => document.querySelector(selector)?.requestSubmit();
const keys = {
  j: () => press('.neighbours [rel=next]'),
  k: () => press('.neighbours [rel=prev]'),
  a: () => press('[data-accept-issue]'),
  z: () => submit('form[data-undo], form[data-withdraw]'),
  '?': () => {
    const help = document.querySelector('.shortcuts');
    if (!help) return;
    help.open = !help.open;
    help.querySelector('summary').focus();
  },
};

// Whoever dictates or types with other means may switch the single keys off; it is kept in this browser.
const off = document.querySelector('[data-keys-off]');
if (off) {
  off.closest('[hidden]').removeAttribute('hidden');
  off.checked = localStorage.getItem('keys') === 'off';
  off.addEventListener('change', () => localStorage.setItem('keys', off.checked ? 'off' : 'on'));
}

addEventListener('keydown', (event) => {
  const writing = event.target.matches('input:not([type=radio], [type=checkbox]), select, textarea');
  if (writing || event.ctrlKey || event.altKey || event.metaKey || event.repeat || off?.checked) return;
  const outcome = form?.querySelectorAll('[name=outcome]')[Number(event.key) - 1];
  const act = outcome ? () => choose(outcome) : keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// The same by keys with Ctrl, which work while somebody writes, too.
form?.querySelector('.keys')?.removeAttribute('hidden');
addEventListener('keydown', (event) => {
  // While a word is put together (by an input method, or by dictation) the key belongs to it; AltGr comes with Ctrl.
  if (!event.ctrlKey || event.altKey || event.isComposing) return;
  const writing = event.target.matches('input, select, textarea');
  const way = { ArrowRight: 'next', ArrowLeft: 'prev' }[event.key];
  if (way && !writing) press(`.neighbours [rel=${way}]`);
  if (event.key !== 'Enter' || !form) return;
  if (form.contains(event.target)) form.requestSubmit(form.querySelector('[data-quick]'));
  else form.querySelector('input[type=radio]:checked, input[type=radio]').focus();
});
