// SPDX-License-Identifier: Apache-2.0
// The page follows what another device does to the basket, and a press does not make it jump.
(function () {
  'use strict';
  var tag = '';
  function show(html, own) {
    var old = document.getElementById('basket');
    var now = new DOMParser().parseFromString(html, 'text/html').getElementById('basket');
    var focused = document.activeElement && document.activeElement.id;
    if (!now || now.dataset.version === old.dataset.version) return;
    old.replaceWith(now);
    document.getElementById('changed').hidden = own;
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }
  function take(answer, own) {
    if (!answer.ok) return undefined;
    tag = answer.headers.get('ETag') || '';
    return answer.text().then(function (html) { show(html, own); });
  }
  function ask() {
    if (document.hidden) return;
    fetch(location.href, {headers: tag ? {'If-None-Match': tag} : {}, cache: 'no-store'})
      .then(function (answer) { return take(answer, false); }).catch(function () {});
  }
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var data = new FormData(form);
    if (event.submitter && event.submitter.name) data.append(event.submitter.name, event.submitter.value);
    event.preventDefault();
    fetch(form.action, {method: 'POST', body: new URLSearchParams(data), cache: 'no-store'})
      .then(function (answer) { return answer.ok ? take(answer, true) : location.reload(); })
      .catch(function () { location.reload(); });
  });
  document.addEventListener('visibilitychange', ask);
  setInterval(ask, 3000);
})();
