// What a link cannot do by itself: ask in place, open a clause beside the chat, copy an answer, say when it is finished.
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("page-words").textContent);
  // Gradio sets the language of the page to that of its own texts.
  const speak = () => { if (document.documentElement.lang !== words.html_language) document.documentElement.lang = words.html_language; };
  new MutationObserver(speak).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  speak();
  const find = (selector, root = document) => root.querySelector(selector);
  const phone = matchMedia("(max-width: 900px)");

  // ---- asking -------------------------------------------------------------------------------------------------------------------
  const box = () => find("#box textarea");
  function ask(question) {
    const area = box();
    if (!area) return false;
    area.value = question;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => find("#box .submit-button")?.click());
    return true;
  }
  const questionOf = (link) => new URL(link.href).searchParams.get("q");

  // An input method uses Enter to choose a word; that Enter must not send the question.
  addEventListener("keydown", (event) => {
    if (event.target === box() && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);
  addEventListener("keypress", (event) => {
    if (event.target === box() && event.isComposing) event.stopImmediatePropagation();
  }, true);

  // ---- what went wrong on the way -----------------------------------------------------------------------------------------------
  function complain(sentence) {
    document.documentElement.classList.remove("sending");
    const hint = find("#hint .keys, #hint .wrong");
    if (!hint) return;
    hint.className = "wrong";
    hint.setAttribute("role", "alert");
    hint.textContent = sentence;
  }
  const plainFetch = window.fetch;
  window.fetch = async (...request) => {
    const address = String(request[0]?.url ?? request[0]);
    const asks = /\/queue\/join/.test(address);
    // What the page asks for by itself when it loads carries no question.
    if (asks && !/"data":\[\]/.test(request[1]?.body)) document.documentElement.classList.add("sending");
    try {
      const response = await plainFetch(...request);
      if (asks && !response.ok) {
        const said = await response.clone().json().catch(() => ({}));
        const ours = response.status === 429 || response.status === 413 || response.headers.get("x-service") === "off";
        complain(ours ? said.detail : response.status === 503 ? words.busy : words.failed);
      }
      return response;
    } catch (error) {
      if (asks) complain(words.unreachable);
      else if (/\/queue\/data/.test(address) && error?.name !== "AbortError") complain(words.stopped);
      throw error;
    }
  };

  // ---- the clause beside the chat ------------------------------------------------------------------------------------------------
  let panel, opener, trail = [], leaving = false, loads = 0;
  function buildPanel() {
    panel = document.createElement("dialog");
    panel.id = "panel";
    panel.setAttribute("aria-label", words.full_text);
    panel.innerHTML = '<div class="panel-bar"><button type="button" class="back" hidden></button><button type="button" class="shut"></button></div>' +
      '<div class="panel-body" tabindex="-1"></div>';
    find(".shut", panel).textContent = words.close;
    find(".back", panel).textContent = words.back;
    // One key press may ask twice, as a key and as the dialog's own cancel; two steps back would leave the page.
    find(".shut", panel).addEventListener("click", () => { if (leaving) return; leaving = true; if (history.state?.clause) history.back(); else shut(); });
    find(".back", panel).addEventListener("click", () => { trail.pop(); load(trail[trail.length - 1]); });
    panel.addEventListener("cancel", (event) => { event.preventDefault(); find(".shut", panel).click(); });
    panel.addEventListener("click", (event) => { if (event.target === panel) find(".shut", panel).click(); });
    document.body.append(panel);
  }
  function shut() {
    leaving = false;
    if (!panel?.open) return;
    panel.close();
    document.documentElement.classList.remove("with-panel");
    trail = [];
    opener?.focus?.({ preventScroll: true });
  }
  addEventListener("popstate", shut);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && panel?.open) find(".shut", panel).click(); });

  function clauseAddress(link) {
    const target = new URL(link.href);
    const [, title] = target.pathname.match(/^\/doc\/(.+)$/) ?? [];
    if (!title || !target.searchParams.get("at")) return null;
    const query = new URLSearchParams(target.search);
    query.set("doc", decodeURIComponent(title));
    const quoted = link.closest("figure.quote")?.querySelector("blockquote");
    if (quoted) query.set("quoted", [...quoted.children].map((line) => line.textContent).join("\n").slice(0, 1200));
    return { address: "/clause?" + query, whole: link.href };
  }
  async function load(clause) {
    // A clause that comes late must not replace the one asked for after it.
    const mine = ++loads;
    const body = find(".panel-body", panel);
    find(".back", panel).hidden = trail.length < 2;
    body.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(clause.address);
      if (response.status === 429) throw new Error((await response.json()).detail);
      const html = await response.text();
      if (mine !== loads) return;
      body.innerHTML = html;
    } catch (error) {
      if (mine !== loads) return;
      body.innerHTML = '<p class="wrong" role="alert"></p>';
      body.firstChild.textContent = error instanceof TypeError ? words.unreachable : error.message;
    }
    body.removeAttribute("aria-busy");
    body.scrollTop = 0;
    find("mark", body)?.scrollIntoView({ block: "center" });
    body.focus({ preventScroll: true });
  }
  function openClause(link, clause) {
    if (!panel) buildPanel();
    if (!panel.open) {
      opener = link;
      if (phone.matches) panel.showModal(); else panel.show();
      document.documentElement.classList.add("with-panel");
      history.pushState({ clause: true }, "");
    }
    trail.push(clause);
    load(clause);
  }

  // ---- copying -------------------------------------------------------------------------------------------------------------------
  function plainText(answer) {
    const asked = askedOf(answer);
    const parts = [...answer.children].filter((part) => part.matches("p.conclusion, p:not([class]), p.note"))
      .map((part) => part.innerText.trim());
    const quotes = [...answer.querySelectorAll("figure.quote")].map((quote) =>
      [...quote.querySelectorAll("blockquote p")].map((line) => line.textContent).join("\n") + "\n——" + find("a.cite", quote).textContent);
    return [asked, ...parts, ...quotes, words.disclaimer].filter(Boolean).join("\n\n");
  }
  async function copy(button, text, label, done) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = done;
    say(done);
    setTimeout(() => { button.textContent = label; }, 2000);
  }
  const wordsOf = (question) => [...question.childNodes].filter((node) => !node.classList?.contains("unseen"))
    .map((node) => node.nodeName === "BR" ? "\n" : node.textContent).join("");
  const askedOf = (answer) => {
    const question = answer.closest(".message-row")?.previousElementSibling?.querySelector(".question");
    return question ? wordsOf(question) : new URLSearchParams(location.search).get("q") ?? "";
  };
  const home = words.language === "zh" ? "/" : "/en/";

  // ---- judging -------------------------------------------------------------------------------------------------------------------
  async function judge(answer, judgement, comment) {
    const rows = [...document.querySelectorAll("#log .message-row.bot-row .answer, .sheet > .answer")];
    const earlier = rows.slice(0, rows.indexOf(answer)).map(askedOf);
    const response = await plainFetch("/feedback", {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({
        judgement, comment, question: askedOf(answer), history: earlier, language: words.language,
        citations: [...answer.querySelectorAll("figure.quote a.cite")].map((link) => link.textContent),
        conclusion: find(".conclusion", answer)?.textContent ?? "",
      }),
    });
    return (await response.json()).detail ?? words.failed;
  }
  async function sayOf(answer, judgement, comment = "") {
    let said;
    try { said = await judge(answer, judgement, comment); } catch { said = words.unreachable; }
    const tools = find(".tools", answer);
    let note = find(".noted", tools);
    if (!note) { note = document.createElement("span"); note.className = "noted"; tools.append(note); }
    note.textContent = said;
    say(said);
  }
  let form;
  function report(answer, opener) {
    form?.remove();
    form = document.createElement("dialog");
    form.id = "report";
    form.innerHTML = '<form method="dialog"><fieldset><legend></legend></fieldset><label class="comment"><span></span><textarea rows="3" maxlength="2000"></textarea></label><p><button class="send" value="send"></button> <button value="" formnovalidate></button></p></form>';
    find("legend", form).textContent = words.judge_title;
    const kinds = [["wrong citation", words.wrong_citation], ["wrong answer", words.wrong_answer], ["should have refused", words.should_refuse]];
    for (const [value, name] of kinds) {
      const label = document.createElement("label");
      const choice = Object.assign(document.createElement("input"), { type: "radio", name: "judgement", value, required: true });
      label.append(choice, " ", name);
      find("fieldset", form).append(label);
    }
    find(".comment span", form).textContent = words.comment;
    const [send, shutForm] = form.querySelectorAll("button");
    send.textContent = words.send;
    shutForm.textContent = words.close;
    form.addEventListener("close", () => {
      const chosen = find("input:checked", form)?.value;
      if (form.returnValue === "send" && chosen) sayOf(answer, chosen, find("textarea", form).value);
      opener.focus({ preventScroll: true });
    });
    document.body.append(form);
    form.showModal();
  }

  function useTool(button) {
    const answer = button.closest(".answer");
    if (button.classList.contains("copy")) copy(button, plainText(answer), words.copy, words.copied);
    else if (button.classList.contains("share")) copy(button, location.origin + home + "?q=" + encodeURIComponent(askedOf(answer)), words.share, words.shared);
    else if (button.classList.contains("print")) print();
    else if (button.classList.contains("helpful")) sayOf(answer, "helpful");
    else if (button.classList.contains("report")) report(answer, button);
  }

  addEventListener("click", (event) => {
    const tool = event.target.closest?.("button.tool");
    if (tool) { useTool(tool); return; }
    const link = event.target.closest?.("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.classList.contains("ask")) {
      if (ask(questionOf(link))) event.preventDefault();
      return;
    }
    const clause = link.classList.contains("cite") && !link.closest(".document, .full") ? clauseAddress(link) : null;
    if (clause) { event.preventDefault(); openClause(link, clause); return; }
    // The conversation lives in this window only: what leads away from it opens beside it.
    const leaves = find("gradio-app") && rows > 0 && link.origin === location.origin && /^\/docs?\b/.test(link.pathname);
    if (leaves) { link.target = "_blank"; link.rel = "noopener"; } else if (link.origin === location.origin) link.removeAttribute("target");
  }, true);

  // ---- keys, and what was asked before (kept in this browser only) -----------------------------------------------------------------
  const KEPT = 30;
  const remembered = () => { try { return JSON.parse(localStorage.getItem("asked") ?? "[]"); } catch { return []; } };
  function remember(question) {
    const list = [question, ...remembered().filter((one) => one !== question)].slice(0, KEPT);
    try { localStorage.setItem("asked", JSON.stringify(list)); } catch { /* a browser may keep nothing */ }
  }
  let recalled = -1;
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = box() ?? find(".search input, .filters input");
      if (field) { event.preventDefault(); field.focus(); field.select?.(); }
      return;
    }
    if (event.target !== box() || event.isComposing) return;
    const empty = event.target.value === "" || event.target.value === remembered()[recalled];
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!step || !empty) return;
    const list = remembered();
    recalled = Math.max(-1, Math.min(list.length - 1, recalled + step));
    event.preventDefault();
    event.target.value = list[recalled] ?? "";
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---- looking while typing ------------------------------------------------------------------------------------------------------
  function search() {
    const field = find('form.search[action="/docs"] input[name=q]'), results = find("#results");
    if (!field || !results) return;
    let wait, asked = 0;
    field.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(async () => {
        const mine = ++asked;
        const query = new URLSearchParams({ q: field.value, part: "1", lang: words.language });
        const response = await fetch("/docs?" + query).catch(() => null);
        if (response?.ok && mine === asked) results.innerHTML = await response.text();
      }, 180);
    });
  }
  function lookInside() {
    const frame = find(".inside"), field = find("#inside");
    if (!frame || !field) return;
    frame.hidden = false;
    const sections = [...document.querySelectorAll(".provisions .provision")];
    field.addEventListener("input", () => {
      const wanted = field.value.trim();
      let count = 0;
      for (const section of sections) {
        const fits = !wanted || section.textContent.includes(wanted);
        section.hidden = !fits;
        count += fits;
      }
      document.querySelectorAll(".provisions .division").forEach((heading) => { heading.hidden = Boolean(wanted); });
      find("[role=status]", frame).textContent = wanted ? words.found_in.replace("{count}", count) : "";
    });
  }

  // ---- reading aloud, scrolling --------------------------------------------------------------------------------------------------
  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  const say = (sentence) => { status.textContent = sentence; };
  let rows = 0, replies = 0, announced = null;
  function tidy() {
    const log = find("#log [role=log]");
    if (!log) return;
    if (log.getAttribute("aria-live") !== "off") { log.setAttribute("aria-live", "off"); log.setAttribute("aria-label", words.answer); }
    // The label repeats the raw HTML of the message, and would be read instead of it.
    log.querySelectorAll("[data-testid][aria-label]").forEach((part) => part.removeAttribute("aria-label"));
    const asked = log.querySelectorAll(".message-row.user-row");
    document.documentElement.classList.toggle("several", asked.length > 1);
    if (asked.length > rows) asked[asked.length - 1].scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    if (asked.length > rows) { remember(wordsOf(find(".question", asked[asked.length - 1]))); recalled = -1; }
    if (asked.length > rows && phone.matches) box()?.blur();
    rows = asked.length;
    document.documentElement.classList.toggle("asked", rows > 0);
    const answers = log.querySelectorAll(".answer");
    if (answers.length !== replies || find("#hint .wrong")) document.documentElement.classList.remove("sending");
    replies = answers.length;
    const last = answers[answers.length - 1];
    if (last?.classList.contains("done") && last !== announced) {
      announced = last;
      say(words.answer + "：" + (find(".conclusion", last)?.textContent ?? ""));
    }
  }
  let due = false;
  const later = () => { if (!due) { due = true; requestAnimationFrame(() => { due = false; tidy(); }); } };
  // Paper cannot be clicked: what is folded away is printed, too.
  let opened = [];
  addEventListener("beforeprint", () => { opened = [...document.querySelectorAll("details:not([open])")]; opened.forEach((one) => { one.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((one) => { one.open = false; }); });

  addEventListener("DOMContentLoaded", () => {
    document.body.append(status);
    document.documentElement.style.setProperty("--working", JSON.stringify(words.working));
    search();
    lookInside();
    if (!find("gradio-app")) return;
    new MutationObserver(later).observe(find("gradio-app"), { childList: true, subtree: true });
    const wanted = new URLSearchParams(location.search).get("q");
    const ready = setInterval(() => {
      if (!find("#box .submit-button")) return;
      clearInterval(ready);
      // What was typed before the chat was there goes on in its box.
      const early = find("#first input");
      const typed = early?.value, typing = early === document.activeElement;
      find("#first")?.remove();
      document.documentElement.classList.add("ready");
      if (typed) { box().value = typed; box().dispatchEvent(new Event("input", { bubbles: true })); }
      if (typing) box().focus({ preventScroll: true });
      box().setAttribute("aria-describedby", "hint");
      box().setAttribute("enterkeyhint", "send");
      if (!phone.matches) box().focus({ preventScroll: true });
      if (wanted) { ask(wanted); history.replaceState(null, "", location.pathname); }
    }, 40);
  });
})();
