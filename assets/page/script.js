"use strict";
// Keeps the open page true: when the server announces another view, the page is fetched again and the parts that
// changed are put in place. Without this script the page works all the same, with reloads.
(() => {
  const root = document.body.dataset.root;
  const parts = ["live", "checked", "pause"];
  const byId = (id) => document.getElementById(id);
  let source, late, queue = Promise.resolve();

  // Puts in place what differs, and keeps what the reader has opened and where the keyboard is.
  function show(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (!fresh.getElementById("live")) return false;
    const focus = document.activeElement && document.activeElement.id;
    for (const id of parts) {
      const old = byId(id), next = fresh.getElementById(id);
      if (old.innerHTML === next.innerHTML) continue;
      for (const opened of old.querySelectorAll("details[open][id]")) {
        const same = next.querySelector("#" + CSS.escape(opened.id));
        if (same) same.open = true;
      }
      old.replaceChildren(...next.childNodes);
    }
    byId("live").dataset.version = fresh.getElementById("live").dataset.version;
    const said = fresh.getElementById("said").textContent;
    if (byId("said").textContent !== said) byId("said").textContent = said;
    document.title = fresh.title;
    document.querySelector("link[rel=icon]").href = fresh.querySelector("link[rel=icon]").getAttribute("href");
    const again = focus && byId(focus);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
    return true;
  }

  // One after the other: what is asked for may depend on where the answer before led to.
  function fetchPage(request, init) {
    queue = queue.then(async () => {
      const response = await fetch(request || location.href, init);
      if (!response.ok || !show(await response.text())) throw new Error(response.status);
      if (response.redirected) history.replaceState(null, "", response.url);
      lost(false);
    }).catch(() => lost(true));
  }

  function lost(is) {
    const note = byId("lost");
    late = clearTimeout(late);
    if (note.hidden !== is) return;
    note.hidden = !is;
    note.textContent = is ? "streamdoctor does not answer. This page shows what was known last. " +
      "If it was started again, open the page anew from its tray icon." : "";
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(root + "events");
    source.addEventListener("view", (event) => {
      lost(false);
      if (event.data !== byId("live").dataset.version) fetchPage();
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) {
        // Too many pages are open: this one looks for itself now and then.
        source = null;
        fetchPage();
        setTimeout(listen, 15000);
      } else {
        // The browser tries again by itself. Only if that takes long, something is wrong.
        late = late || setTimeout(() => lost(true), 5000);
      }
    });
  }

  // A page that nobody sees holds no connection: a browser has only six for one host.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && source) source = source.close();
    listen();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post") return;
    event.preventDefault();
    if (button && button.getAttribute("aria-disabled")) return;
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    fetchPage(form.action, { method: "POST", body });
  });

  function ages() {
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const s = (Date.now() - Date.parse(time.dateTime)) / 1000, n = (unit) => Math.round(s / unit);
      time.textContent = s < 45 ? "just now" : s < 90 ? "a minute ago" : s < 3570 ? n(60) + " minutes ago" :
        s < 5400 ? "an hour ago" : s < 84600 ? n(3600) + " hours ago" : s < 129600 ? "a day ago" : n(86400) + " days ago";
    }
  }

  setInterval(ages, 15000);
  listen();
})();
