// Read aloud, print, save, copy and wipe. Nothing that is typed is sent or kept anywhere by this page.
"use strict";

const fields = () => Array.from(document.querySelectorAll("textarea"));
const notice = document.getElementById("melding");
const form = document.getElementById("antwoorden");
let isKept = true;

function say(text) {
  notice.textContent = "";
  window.setTimeout(() => { notice.textContent = text; }, 50); // said again also when it is the same
}

function text() {
  const lines = [document.title, ""];
  let heading = "";
  for (const field of fields()) {
    const words = field.value.trim();
    if (!words) continue;
    if (field.dataset.kop !== heading) {
      heading = field.dataset.kop;
      lines.push(`# ${heading}`, "");
    }
    lines.push(field.dataset.vraag, words, "");
  }
  return lines.join("\n");
}

const isEmpty = () => fields().every((field) => !field.value.trim());

// --- reading aloud ---------------------------------------------------------------------------------

const speech = window.speechSynthesis;
let reading = null;

const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().startsWith("nl"));

function name(button, word) {
  button.textContent = word;
  button.setAttribute("aria-label", `${word}: ${button.dataset.kop}`); // ten buttons, each called by its part
}

function stop() {
  if (speech) speech.cancel();
  if (reading) name(reading, "Lees voor");
  reading = null;
}

function toRead(part) {
  const found = part.querySelectorAll("h2, p, li, label, textarea");
  return Array.from(found, (item) => {
    if (item.tagName === "TEXTAREA") return item.value.trim() ? `U schreef: ${item.value.trim()}` : "";
    const seen = item.cloneNode(true);
    seen.querySelectorAll(".verborgen").forEach((hidden) => hidden.remove());
    return seen.textContent.trim();
  }).filter(Boolean);
}

function read(part, button) {
  const wasReading = reading === button;
  stop();
  if (wasReading) return;
  const dutch = voice();
  if (!dutch) {
    say("Deze browser heeft geen Nederlandse stem, dus voorlezen kan hier niet. Probeer een andere browser, of vraag iemand om het voor te lezen.");
    return;
  }
  reading = button;
  name(button, "Stop met voorlezen");
  const sentences = toRead(part);
  sentences.forEach((sentence, number) => {
    const spoken = new SpeechSynthesisUtterance(sentence);
    spoken.lang = dutch.lang;
    spoken.voice = dutch;
    spoken.rate = 0.9;
    if (number === sentences.length - 1) spoken.onend = () => { if (reading === button) stop(); };
    spoken.onerror = (event) => {
      if (event.error !== "canceled" && event.error !== "interrupted") {
        stop();
        say("Voorlezen lukt nu niet.");
      }
    };
    speech.speak(spoken);
  });
}

function addReading() {
  if (!speech || !window.SpeechSynthesisUtterance) {
    say("Deze browser kan niet voorlezen. Probeer een andere browser, of vraag iemand om het voor te lezen.");
    return;
  }
  speech.getVoices(); // a browser begins to look for its voices when they are first asked for
  for (const part of document.querySelectorAll("[data-deel]")) {
    const heading = part.querySelector("h2") || document.querySelector("h1");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lees";
    button.dataset.kop = heading.textContent.trim();
    name(button, "Lees voor");
    button.addEventListener("click", () => read(part, button));
    const place = part.querySelector("h2");
    if (place) place.after(button); else part.prepend(button);
  }
}

// --- printing, saving, copying and wiping ----------------------------------------------------------

function mirror() {
  for (const place of document.querySelectorAll("[data-van]")) {
    place.textContent = document.getElementById(place.dataset.van).value;
  }
}

function save() {
  if (isEmpty()) { say("Er staat nog niets om te bewaren."); return; }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text()], { type: "text/plain;charset=utf-8" }));
  link.download = "voorbereiding-gesprek.txt";
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  isKept = true;
  say("Uw tekst is bewaard als bestand op dit apparaat.");
}

async function copy() {
  if (isEmpty()) { say("Er staat nog niets om te kopiëren."); return; }
  try {
    await navigator.clipboard.writeText(text());
    say("Uw tekst is gekopieerd. U kunt hem ergens plakken.");
  } catch {
    say("Kopiëren lukt niet in deze browser. Bewaar uw tekst als bestand.");
  }
}

function wipe() {
  if (isEmpty()) { say("Er staat niets meer."); return; }
  if (!window.confirm("Alles wissen wat u schreef? Het komt niet terug.")) return;
  stop();
  form.reset();
  mirror();
  isKept = true;
  say("Alles is gewist.");
  document.querySelector("textarea").focus();
}

form.reset(); // a browser may put back what an earlier visitor typed
window.addEventListener("pageshow", () => { form.reset(); mirror(); });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => { isKept = isEmpty(); mirror(); });
window.addEventListener("beforeprint", mirror);
window.addEventListener("pagehide", stop);
window.addEventListener("beforeunload", (event) => { if (!isKept) event.preventDefault(); });
document.getElementById("druk-af").addEventListener("click", () => { mirror(); window.print(); });
document.getElementById("bewaar").addEventListener("click", save);
document.getElementById("kopieer").addEventListener("click", copy);
document.getElementById("wis").addEventListener("click", wipe);
addReading();
