import "../app.css";

import { mount } from "svelte";

import App from "../App.svelte";
import { start } from "../lib/app.svelte";
import { wear } from "../lib/appearance";
import Index from "./Index.svelte";

if (new URLSearchParams(location.search).has("fixture")) {
  mount(App, { target: document.body });
  void start(wear);
} else {
  mount(Index, { target: document.body });
}
