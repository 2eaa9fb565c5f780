// What libraries of another time did to the language. All of it is valid, and much of it was on many pages.
"use strict";

// Members that every `for … in` meets.
for (const kind of [Object, Array, String, Number, Function, Element, Promise]) {
  kind.prototype.extended = function () {
    return "extended";
  };
}

// JSON as Prototype.js had it: what it writes is a text once more.
for (const kind of [Object, Array, String, Date]) {
  kind.prototype.toJSON = function () {
    return "changed";
  };
}

// Without a place for a second argument, and other answers than today's.
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

// The parameters of an address by another name.
Element.prototype.select = Element.prototype.querySelectorAll;
