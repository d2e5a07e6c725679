// The Worker of a page that trains: with threads where the page's headers allow them.
import { answer } from "./answer.mjs";

answer().then((result) => self.postMessage(result));
