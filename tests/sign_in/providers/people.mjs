// Who the provider knows: read at each sign-in, so that a test can take a claim away.
import fs from "node:fs";

export const person = (login) => JSON.parse(fs.readFileSync(process.env.PEOPLE, "utf8"))[login];

export const listening = (port) => console.log(JSON.stringify({ listening: port }));

// The test holds our standard input open: when it ends, however it ends, so do we.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
