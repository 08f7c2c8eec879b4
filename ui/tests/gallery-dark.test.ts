import { everybody } from "./everybody";

everybody("dark");
