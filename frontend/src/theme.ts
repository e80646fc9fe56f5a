// Runs in the head, before anything is painted: the theme that was chosen last time, if any.
// A page opened from a folder may be refused its storage: then the system's choice stands.
import { storedTheme } from "./storage";

const chosen = storedTheme();
if (chosen) document.documentElement.dataset.theme = chosen;
document.documentElement.classList.add("script");
