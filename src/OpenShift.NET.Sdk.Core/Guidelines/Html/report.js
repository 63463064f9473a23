(function () {
  'use strict';
  var root = document.documentElement;
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var rules = all('[data-outcome]');
  var folds = all('details.folded');
  var boxes = all('input[name="outcome"]');
  var status = document.getElementById('shown');
  var theme = document.getElementById('theme');
  all('.controls[hidden], .copy[hidden]').forEach(function (e) { e.hidden = false; });

  function isDark() {
    var chosen = root.getAttribute('data-theme');
    return chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function sayTheme() { theme.setAttribute('aria-pressed', isDark() ? 'true' : 'false'); }
  theme.addEventListener('click', function () { root.setAttribute('data-theme', isDark() ? 'light' : 'dark'); sayTheme(); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', sayTheme);
  sayTheme();

  // The clipboard where the browser gives it to a file, else the old command, else the text is selected for the reader.
  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function say(button, words) {
    button.textContent = words;
    window.setTimeout(function () { button.textContent = 'Copy'; }, 2500);
  }
  function copySelected(code, button) {
    select(code);
    var done = false;
    try { done = document.execCommand('copy'); } catch (e) { done = false; }
    say(button, done ? 'Copied' : 'Selected');
  }
  all('.copy').forEach(function (button) {
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', function () {
      var code = button.parentNode.querySelector('code');
      if (!navigator.clipboard || !navigator.clipboard.writeText) { copySelected(code, button); return; }
      navigator.clipboard.writeText(code.textContent).then(function () { say(button, 'Copied'); }, function () { copySelected(code, button); });
    });
  });

  function filter() {
    var wanted = {};
    boxes.forEach(function (b) { if (b.checked) { wanted[b.value] = true; } });
    var shown = 0;
    rules.forEach(function (r) {
      r.hidden = !wanted[r.getAttribute('data-outcome')];
      if (!r.hidden) { shown++; }
    });
    folds.forEach(function (f) { f.hidden = f.querySelector('[data-outcome]:not([hidden])') === null; });
    all('section[data-guideline]').forEach(function (s) {
      var none = s.querySelector('.none');
      if (none) { none.hidden = s.querySelector('[data-outcome]:not([hidden])') !== null; }
    });
    status.textContent = shown + ' of ' + rules.length + ' rules shown';
  }
  function openAll(open) { rules.concat(folds).forEach(function (r) { r.open = open; }); }
  boxes.forEach(function (b) { b.addEventListener('change', filter); });
  document.getElementById('open-all').addEventListener('click', function () { openAll(true); });
  document.getElementById('close-all').addEventListener('click', function () { openAll(false); });

  // A link to something that is hidden or folded brings it back.
  function show() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    if (target.hasAttribute('data-outcome')) {
      boxes.forEach(function (b) { if (b.value === target.getAttribute('data-outcome')) { b.checked = true; } });
      filter();
    }
    for (var e = target; e; e = e.parentElement) { if (e.tagName === 'DETAILS') { e.open = true; } }
    target.scrollIntoView();
  }
  window.addEventListener('hashchange', show);

  // On paper nothing can be opened.
  var closed = [];
  window.addEventListener('beforeprint', function () {
    closed = all('main details:not([open]):not(.quiet):not(.folded)');
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener('afterprint', function () { closed.forEach(function (d) { d.open = false; }); });
  filter();
  show();
})();
