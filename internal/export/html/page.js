(function () {
"use strict";
var data = JSON.parse(document.getElementById("data").textContent);
var stage = document.getElementById("stage");
var pictures = Array.prototype.map.call(document.querySelectorAll(".picture"), function (div) {
  var svg = div.querySelector("svg"), v = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.removeAttribute("width"); svg.removeAttribute("height");
  var p = {div: div, svg: svg, whole: v, view: v.slice(), at: {}};
  svg.querySelectorAll("g[data-id]").forEach(function (g) {
    var id = g.getAttribute("data-id");
    (p.at[id] = p.at[id] || []).push(g);
    if (data.nodes[id] && g.hasAttribute("data-scope")) {
      g.classList.add("box");
      g.setAttribute("tabindex", "0");
      g.setAttribute("role", "button");
      g.setAttribute("aria-label", data.nodes[id].name);
    }
  });
  return p;
});
var now = pictures[0], around = {}, ins = {}, outs = {}, syncs = {};
function add(to, id, x) { (to[id] = to[id] || []).push(x); }
data.links.forEach(function (l) {
  add(around, l.from, l); add(around, l.to, l);
  if (l.sync) { add(syncs, l.from, l.to); add(syncs, l.to, l.from); } else { add(outs, l.from, l.to); add(ins, l.to, l.from); }
});
pictures.slice(1).forEach(function (p) { p.div.hidden = true; });

function show() { now.svg.setAttribute("viewBox", now.view.map(function (x) { return Math.round(x * 100) / 100; }).join(" ")); }
function scale() { var r = now.svg.getBoundingClientRect(); return Math.min(r.width / now.view[2], r.height / now.view[3]) || 1; }
// The point of the picture under a point of the window.
function under(x, y) {
  var r = now.svg.getBoundingClientRect(), k = scale(), v = now.view;
  return [v[0] + v[2] / 2 + (x - r.left - r.width / 2) / k, v[1] + v[3] / 2 + (y - r.top - r.height / 2) / k];
}
function zoom(f, x, y) {
  var k = scale();
  f = Math.max(0.05 / k, Math.min(8 / k, f));
  var p = under(x, y), v = now.view;
  now.view = [p[0] - (p[0] - v[0]) / f, p[1] - (p[1] - v[1]) / f, v[2] / f, v[3] / f];
  show();
}
function middle(f) { var r = now.svg.getBoundingClientRect(); zoom(f, r.left + r.width / 2, r.top + r.height / 2); }
function fit() { now.view = now.whole.slice(); show(); }
// Where the whole would be too small to be read, the page opens at its start: as high as it is, or as wide, or where both are too small, at
// the box that stands farthest to the left, or farthest up in a high one.
function start() {
  fit();
  var r = now.svg.getBoundingClientRect(), v = now.whole, k = scale(), readable = 0.65;
  if (k >= 0.5 || !r.width || !r.height) { return; }
  k = Math.min(1, Math.max(r.width / v[2], r.height / v[3], readable));
  var w = r.width / k, h = r.height / k, c = [v[0] + v[2] / 2, v[1] + v[3] / 2], first = null, wide = v[2] > v[3];
  now.svg.querySelectorAll("g.box").forEach(function (g) {
    var b = g.getBBox();
    if (!first || (wide ? b.x < first.x : b.y < first.y)) { first = b; }
  });
  if (first) { c = wide ? [v[0], first.y + first.height / 2] : [first.x + first.width / 2, v[1]]; }
  function from(at, size, low, all) { return size >= all ? low - (size - all) / 2 : Math.max(low, Math.min(at - size / 2, low + all - size)); }
  now.view = [from(c[0], w, v[0], v[2]), from(c[1], h, v[1], v[3]), w, h];
  show();
}
function place(id) {
  var gs = now.at[id];
  if (!gs) { return null; }
  return gs[0].getBBox();
}
// Brings elements into view, at a size at which they can be read.
function bring(ids) {
  var x1 = Infinity, y1 = Infinity, x2 = -Infinity, y2 = -Infinity;
  ids.forEach(function (id) {
    var b = place(id);
    if (b) { x1 = Math.min(x1, b.x); y1 = Math.min(y1, b.y); x2 = Math.max(x2, b.x + b.width); y2 = Math.max(y2, b.y + b.height); }
  });
  if (x1 === Infinity) { return; }
  var r = now.svg.getBoundingClientRect();
  var k = Math.min(1.25, r.width / (x2 - x1 + 240), r.height / (y2 - y1 + 200));
  var w = r.width / k, h = r.height / k;
  now.view = [(x1 + x2 - w) / 2, (y1 + y2 - h) / 2, w, h];
  show();
}
function each(id, f) { (now.at[id] || []).forEach(f); }
function light(ids, wide) {
  now.svg.querySelectorAll(".on").forEach(function (g) { g.classList.remove("on"); });
  now.svg.classList.toggle("lit", ids.length > 0);
  function on(id) { each(id, function (g) { g.classList.add("on"); }); }
  ids.forEach(function (id) {
    on(id);
    if (wide) { (around[id] || []).forEach(function (l) { on(l.id); on(l.from); on(l.to); }); }
  });
}
function here(ids) {
  now.svg.querySelectorAll(".here").forEach(function (g) { g.classList.remove("here"); });
  ids.forEach(function (id) { each(id, function (g) { if (g.classList.contains("box")) { g.classList.add("here"); } }); });
}
var chosen = [];
function choose(ids) { chosen = ids; here(ids); light(ids, true); }
function detail(id) {
  var n = data.nodes[id], box = document.getElementById("detail"), dl = document.getElementById("facts");
  box.hidden = !n;
  if (!n) { return; }
  document.getElementById("about").textContent = n.name;
  dl.textContent = "";
  n.facts.forEach(function (f) {
    var dt = document.createElement("dt"), dd = document.createElement("dd");
    dt.textContent = f[0]; dd.textContent = f[1];
    dl.appendChild(dt); dl.appendChild(dd);
  });
}
function current(button) {
  document.querySelectorAll("[aria-current]").forEach(function (b) { b.removeAttribute("aria-current"); });
  if (button) { button.setAttribute("aria-current", "true"); button.scrollIntoView({block: "nearest"}); }
}
function boxOf(e) { return e.target.closest ? e.target.closest("g.box") : null; }

stage.addEventListener("wheel", function (e) {
  e.preventDefault();
  zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0015)), e.clientX, e.clientY);
}, {passive: false});
var from = null;
stage.addEventListener("pointerdown", function (e) { if (e.button === 0) { from = [e.clientX, e.clientY, false]; } });
window.addEventListener("pointermove", function (e) {
  if (!from) { return; }
  var dx = e.clientX - from[0], dy = e.clientY - from[1];
  if (!from[2] && Math.abs(dx) + Math.abs(dy) < 4) { return; }
  from = [e.clientX, e.clientY, true];
  stage.classList.add("held");
  var k = scale();
  now.view[0] -= dx / k; now.view[1] -= dy / k;
  show();
});
window.addEventListener("pointerup", function () { var moved = from && from[2]; from = null; stage.classList.remove("held"); stage.dataset.moved = moved ? "1" : ""; });
stage.addEventListener("click", function (e) {
  if (stage.dataset.moved) { return; }
  var g = boxOf(e), id = g && g.getAttribute("data-id");
  current(null);
  choose(id ? [id] : []);
  detail(id);
});
stage.addEventListener("dblclick", function (e) { if (!boxOf(e)) { fit(); } });
stage.addEventListener("pointerover", function (e) { var g = boxOf(e); if (g && !from) { light([g.getAttribute("data-id")], true); } });
stage.addEventListener("pointerout", function (e) { if (boxOf(e)) { light(chosen, true); } });
stage.addEventListener("focusin", function (e) {
  var g = boxOf(e);
  if (!g) { return; }
  light([g.getAttribute("data-id")], true);
});
stage.addEventListener("keydown", function (e) {
  var g = boxOf(e), id = g && g.getAttribute("data-id");
  if (!id) { return; }
  var way = {ArrowRight: outs, ArrowLeft: ins, ArrowUp: syncs, ArrowDown: syncs}[e.key];
  if (way) {
    e.preventDefault();
    var next = (way[id] || [])[0];
    each(next, function (x) { if (x.classList.contains("box")) { x.focus(); } });
    if (next) { bring([next]); }
  } else if (e.key === "Enter" || e.key === " ") {
    e.preventDefault();
    choose([id]);
    detail(id);
  }
});
document.addEventListener("keydown", function (e) {
  if (e.target.id === "search" || e.ctrlKey || e.metaKey || e.altKey) { return; }
  if (e.key === "+") { middle(1.25); } else if (e.key === "-") { middle(0.8); } else if (e.key === "0") { fit(); } else if (e.key === "Escape") { choose([]); detail(null); current(null); } else if (e.key === "/") { e.preventDefault(); document.getElementById("search").focus(); }
});
document.getElementById("fit").addEventListener("click", fit);
document.getElementById("larger").addEventListener("click", function () { middle(1.25); });
document.getElementById("smaller").addEventListener("click", function () { middle(0.8); });
document.getElementById("shut").addEventListener("click", function () { choose([]); detail(null); });
document.querySelectorAll(".question").forEach(function (b) {
  b.addEventListener("click", function () {
    var ids = b.dataset.at.split(" ").filter(Boolean);
    current(b);
    choose(ids);
    bring(ids);
  });
});
document.querySelectorAll(".item").forEach(function (b) {
  b.addEventListener("click", function () { choose([b.dataset.id]); bring([b.dataset.id]); detail(b.dataset.id); });
});
var search = document.getElementById("search"), found = [], turn = 0;
function plain(s) { return s.normalize("NFKC").toLowerCase(); }
search.addEventListener("input", function () {
  var what = plain(search.value.trim());
  now.svg.querySelectorAll(".hit").forEach(function (g) { g.classList.remove("hit"); });
  found = []; turn = 0;
  if (what) {
    Object.keys(data.nodes).forEach(function (id) {
      var n = data.nodes[id], all = n.name + "\n" + n.facts.map(function (f) { return f[1]; }).join("\n");
      if (plain(all).indexOf(what) >= 0) { found.push(id); each(id, function (g) { if (g.classList.contains("box")) { g.classList.add("hit"); } }); }
    });
  }
  document.getElementById("hits").textContent = what ? String(found.length) : "";
});
search.addEventListener("keydown", function (e) {
  if (e.key === "Enter" && found.length) { var id = found[turn++ % found.length]; choose([id]); bring([id]); detail(id); }
  if (e.key === "Escape") { search.value = ""; search.dispatchEvent(new Event("input")); }
});
var names = document.getElementById("names");
if (names) {
  names.addEventListener("click", function () {
    now.div.hidden = true;
    now = pictures[now === pictures[0] ? 1 : 0];
    now.div.hidden = false;
    names.setAttribute("aria-pressed", String(now !== pictures[0]));
    start();
    choose(chosen);
  });
}
window.addEventListener("beforeprint", fit);
start();
})();
