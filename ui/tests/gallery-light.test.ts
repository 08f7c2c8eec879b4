import { everybody } from "./everybody";

everybody("light");
