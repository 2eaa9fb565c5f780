// Prototype patches of old JavaScript libraries (Prototype.js, MooTools). All of it is valid and was common.
"use strict";

// Enumerable members, which every `for … in` loop visits.
for (const kind of [Object, Array, String, Number, Function, Element, Promise]) {
  kind.prototype.extended = function () {
    return "extended";
  };
}

// `toJSON` as in Prototype.js, which changes the output of `JSON.stringify`.
for (const kind of [Object, Array, String, Date]) {
  kind.prototype.toJSON = function () {
    return "changed";
  };
}

// Replacements without the second argument, or with other results than the standard.
Array.from = function $A(iterable) {
  return Array.prototype.slice.call(iterable);
};
Array.prototype.reduce = function () {
  return this.length > 1 ? this : this[0];
};
Array.prototype.entries = function () {
  return this.slice();
};
String.prototype.trim = function strip() {
  return this.replace(/^\s+/, "").replace(/\s+$/, "");
};
Function.prototype.bind = function (context, ...first) {
  const bound = this;
  return function (...rest) {
    return bound.apply(context, first.concat(rest));
  };
};

// Prototype.js's name for `querySelectorAll`.
Element.prototype.select = Element.prototype.querySelectorAll;
