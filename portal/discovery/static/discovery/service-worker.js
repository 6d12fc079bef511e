/* Keeps visited pages readable without a network. SETTINGS is written before this file by the view that serves it.

   Kept are pages that say the same to every reader, which the page cache marks with an ETag, and apart from them,
   as nothing else read may push them out, pages whose reader had them ask for it: a booking at its private address.
   Such a page goes again as soon as it is read without asking. */
"use strict";
const PAGES = "pages", OWN = "own", FILES = "files", MOST_PAGES = 60, MOST_OWN = 20, MOST_FILES = 200;
const STORED = "X-Stored-At";

const languageOf = (path) => SETTINGS.languages.find((language) => path.startsWith(`/${language.code}/`));
const isPrivate = (path) => SETTINGS.private.includes(path.split("/")[2]);

const asksForIt = (response) => response.headers.has("X-Keep-Offline");

function mayBeKept(response, path) {
  const forAll = response.headers.has("ETag") && !isPrivate(path);
  return response.status === 200 && response.type === "basic" && !response.redirected
    && (forAll || asksForIt(response)) && (response.headers.get("Content-Type") || "").startsWith("text/html")
    && languageOf(path);
}

async function keepOrForget(response, address) {
  if (mayBeKept(response, address.pathname)) {
    const own = asksForIt(response);
    await keep(own ? OWN : PAGES, own ? MOST_OWN : MOST_PAGES, address.href, response.clone());
  } else if (response.status === 200 || response.status === 404) {
    await (await caches.open(OWN)).delete(address.href, { ignoreVary: true });
  }
}

async function keep(name, most, address, response) {
  const headers = new Headers(response.headers);
  headers.set(STORED, String(Date.now()));
  for (const packed of ["Content-Encoding", "Content-Length"]) headers.delete(packed);
  const cache = await caches.open(name);
  await cache.delete(address, { ignoreVary: true });
  await cache.put(address, new Response(await response.blob(), { headers }));
  const addresses = await cache.keys();
  await Promise.all(addresses.slice(0, Math.max(0, addresses.length - most)).map((one) => cache.delete(one)));
}

async function kept(name, address) {
  return (await caches.open(name)).match(address, { ignoreVary: true });
}

function ago(moment, tag) {
  const minutes = Math.max(0, Math.round((Date.now() - moment) / 60000));
  const told = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  if (minutes < 60) return told.format(-minutes, "minute");
  return minutes < 1440 ? told.format(-Math.round(minutes / 60), "hour") : told.format(-Math.round(minutes / 1440), "day");
}

async function withItsAge(response, language) {
  const age = ago(Number(response.headers.get(STORED)), language.tag);
  const words = language.stored.replace("{when}", age).replace(/[<&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const notice = `<div class="wrap"><div class="notice wait" role="status" lang="${language.tag}" data-stored>`
    + `<svg class="icon" aria-hidden="true"><use href="#i-clock"/></svg><p>${words}</p></div></div>`;
  const page = (await response.text()).replace(/<main\b[^>]*>/, (start) => start + notice);
  return new Response(page, { headers: response.headers });
}

async function keepOfflinePage(language) {
  const address = `/${language.code}/offline/`;
  if (await kept(FILES, address)) return;
  const response = await fetch(address, { credentials: "omit" });
  if (response.ok) await keep(FILES, MOST_FILES, address, response);
}

async function page(event, address) {
  const language = languageOf(address.pathname);
  try {
    const response = await fetch(event.request);
    event.waitUntil(keepOrForget(response, address));
    event.waitUntil(keepOfflinePage(language).catch(() => {}));
    return response;
  } catch (error) {
    const found = (await kept(OWN, address.href)) || (await kept(PAGES, address.href));
    if (found) return withItsAge(found, language);
    const instead = await kept(FILES, `/${language.code}/offline/`);
    if (instead) return instead;
    throw error;
  }
}

async function file(event, address) {
  const found = await kept(FILES, address.href);
  // Names of pictures carry a hash of what they show, so a kept one is never old.
  if (found && address.pathname.startsWith("/media/")) return found;
  try {
    const response = await fetch(event.request);
    if (response.status === 200 && response.type === "basic") {
      event.waitUntil(keep(FILES, MOST_FILES, address.href, response.clone()));
    }
    return response;
  } catch (error) {
    if (found) return found;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  const filled = caches.open(FILES).then((cache) => cache.addAll(SETTINGS.shell));
  event.waitUntil(filled.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    if (languageOf(address.pathname)) event.respondWith(page(event, address));
  } else if (/^\/(static|media)\//.test(address.pathname)) {
    event.respondWith(file(event, address));
  }
});

/* The page that brought the worker was loaded before it: it asks to be kept too. It takes nothing away, for by
   the time it is fetched its reader may have had it kept. */
self.addEventListener("message", (event) => {
  const address = new URL(event.data.keep, self.location.origin);
  const language = languageOf(address.pathname);
  if (address.origin !== self.location.origin || !language) return;
  event.waitUntil(
    fetch(address.href).then((response) => Promise.all([
      mayBeKept(response, address.pathname) && keepOrForget(response, address),
      keepOfflinePage(language),
    ])).catch(() => {}),
  );
});
