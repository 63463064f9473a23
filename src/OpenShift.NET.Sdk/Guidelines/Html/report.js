(function () {
  'use strict';
  var root = document.documentElement;
  var rules = Array.prototype.slice.call(document.querySelectorAll('[data-outcome]'));
  var boxes = Array.prototype.slice.call(document.querySelectorAll('input[name="outcome"]'));
  var status = document.getElementById('shown');
  var theme = document.getElementById('theme');
  document.querySelectorAll('.controls[hidden]').forEach(function (e) { e.hidden = false; });

  function isDark() {
    var chosen = root.getAttribute('data-theme');
    return chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function sayTheme() { theme.setAttribute('aria-pressed', isDark() ? 'true' : 'false'); }
  theme.addEventListener('click', function () { root.setAttribute('data-theme', isDark() ? 'light' : 'dark'); sayTheme(); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', sayTheme);
  sayTheme();

  function filter() {
    var wanted = {};
    boxes.forEach(function (b) { if (b.checked) { wanted[b.value] = true; } });
    var shown = 0;
    rules.forEach(function (r) {
      r.hidden = !wanted[r.getAttribute('data-outcome')];
      if (!r.hidden) { shown++; }
    });
    document.querySelectorAll('section[data-guideline]').forEach(function (s) {
      var none = s.querySelector('.none');
      if (none) { none.hidden = s.querySelector('[data-outcome]:not([hidden])') !== null; }
    });
    status.textContent = shown + ' of ' + rules.length + ' rules shown';
  }
  boxes.forEach(function (b) { b.addEventListener('change', filter); });
  document.getElementById('open-all').addEventListener('click', function () { rules.forEach(function (r) { r.open = true; }); });
  document.getElementById('close-all').addEventListener('click', function () { rules.forEach(function (r) { r.open = false; }); });
  // A link to a rule that the filter hides brings it back.
  function show() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target || !target.hasAttribute('data-outcome')) { return; }
    boxes.forEach(function (b) { if (b.value === target.getAttribute('data-outcome')) { b.checked = true; } });
    filter();
    target.open = true;
    target.scrollIntoView();
  }
  window.addEventListener('hashchange', show);
  filter();
  show();
})();
