// Only what the pages use. Every page works without this file.
import { Button } from "nhsuk-frontend/dist/nhsuk/components/button/button.mjs";
import { Checkboxes } from "nhsuk-frontend/dist/nhsuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "nhsuk-frontend/dist/nhsuk/components/notification-banner/notification-banner.mjs";
import { Radios } from "nhsuk-frontend/dist/nhsuk/components/radios/radios.mjs";
import { SkipLink } from "nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs";

import { keepFresh } from "./fresh.js";
import { showWhileTyping } from "./preview.js";

// ARIA knows no expanded radio, so screen readers are told of what it controls and of no state.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

const COMPONENTS = [Button, Checkboxes, ErrorSummary, NotificationBanner, PlainRadios, SkipLink];

// NHS.UK's own template sets these in an inline script, which our content security policy forbids.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

for (const Component of COMPONENTS) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    try {
      new Component(element);
    } catch (error) {
      console.error(error);
    }
  }
}

for (const form of document.querySelectorAll("form[data-preview]")) {
  showWhileTyping(form);
}

for (const element of document.querySelectorAll("[data-fresh]")) {
  keepFresh(element);
}
