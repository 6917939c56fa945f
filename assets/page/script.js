"use strict";
// Keeps the open page true: when the server announces another view, the page is fetched again and the parts that
// changed are put in place. Without this script the page works all the same, with reloads.
(() => {
  const root = document.body.dataset.root;
  // All that is said here by itself, in the language of the page.
  const words = JSON.parse(document.body.dataset.words);
  const parts = ["live", "checked", "pause"];
  const byId = (id) => document.getElementById(id);
  let source, late, queue = Promise.resolve();

  // Puts in place what differs, and keeps what the reader has opened and where the keyboard is.
  function show(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (!fresh.getElementById("live")) return false;
    if (fresh.getElementById("live").dataset.page !== byId("live").dataset.page) return "other";
    const focus = document.activeElement && document.activeElement.id;
    for (const id of parts) {
      const old = byId(id), next = fresh.getElementById(id);
      if (old.innerHTML === next.innerHTML) continue;
      for (const was of old.querySelectorAll("details[id]")) {
        const same = next.querySelector("#" + CSS.escape(was.id));
        if (same) same.open = was.open;
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
    reveal();
    return true;
  }

  // One after the other: what is asked for may depend on where the answer before led to.
  function fetchPage(request, init) {
    queue = queue.then(async () => {
      const response = await fetch(request || location.href, init);
      const text = await response.text();
      // Another one answers at our address, or the same after a new start: it knows neither this page nor its cookie.
      if (response.status === 403 || response.status === 404) return lost("new");
      if (!response.ok) throw new Error(response.status);
      const shown = show(text);
      // Another page of ours does not fit into the frame of this one.
      if (shown === "other") return location.assign(response.url);
      if (!shown) throw new Error("no page");
      if (response.redirected) history.replaceState(null, "", response.url);
      lost("");
    }).catch(() => lost("gone"));
  }

  function lost(why) {
    const note = byId("lost");
    late = clearTimeout(late);
    const says = words[why] || "";
    if (note.textContent === says) return;
    note.hidden = !why;
    note.textContent = says;
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(root + "events");
    source.addEventListener("view", (event) => {
      lost("");
      if (event.data !== byId("live").dataset.version) fetchPage();
    });
    source.addEventListener("progress", (event) => {
      const old = byId("progress");
      const fresh = new DOMParser().parseFromString(event.data, "text/html").getElementById("progress");
      if (old && fresh) old.replaceWith(fresh);
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) {
        // Too many pages are open, or another one answers: this one looks for itself now and then.
        source = null;
        fetchPage();
        setTimeout(listen, 15000);
      } else {
        // The browser tries again by itself. Only if that takes long, something is wrong.
        late = late || setTimeout(() => lost("gone"), 5000);
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

  // The buttons that only work with this script.
  function reveal() {
    for (const it of document.querySelectorAll("[data-copy][hidden], [data-picture][hidden]")) it.hidden = false;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-picture]");
    if (!button) return;
    const label = button.textContent;
    let says = words.copied;
    try {
      if (button.dataset.copy) {
        await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
      } else {
        const picture = png(button.dataset.picture);
        await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      }
    } catch {
      says = words.notCopied;
      const text = button.dataset.copy && byId(button.dataset.copy);
      // Then it can be copied by hand.
      if (text) {
        text.hidden = false;
        const around = text.closest("details.letter");
        if (around) around.open = true;
      }
    }
    button.textContent = says;
    byId("said").textContent = says;
    setTimeout(() => { button.textContent = label; }, 2500);
  });

  async function png(address) {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  function ages() {
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const s = (Date.now() - Date.parse(time.dateTime)) / 1000;
      const n = (says, unit) => says.replace("#", Math.round(s / unit));
      time.textContent = s < 45 ? words.now : s < 90 ? words.minute : s < 3570 ? n(words.minutes, 60) :
        s < 5400 ? words.hour : s < 84600 ? n(words.hours, 3600) : s < 129600 ? words.day : n(words.days, 86400);
    }
  }

  setInterval(ages, 15000);
  reveal();
  listen();
})();
