import "./app.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { start } from "./lib/app.svelte";
import { wear } from "./lib/appearance";

mount(App, { target: document.body });
void start(wear);
