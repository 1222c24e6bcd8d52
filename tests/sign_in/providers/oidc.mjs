// An OpenID Connect provider on loopback: panva's certified oidc-provider, with its own sign-in and consent pages.
// PORT, REDIRECT, CLIENT_SECRET and PEOPLE (a JSON file) come by environment.
import Provider from "oidc-provider";
import { listening, person } from "./people.mjs";

const port = Number(process.env.PORT);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "styringsdialog",
      client_secret: process.env.CLIENT_SECRET,
      redirect_uris: [process.env.REDIRECT],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], profile: ["name", "groups"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false, // claims stand in the ID token, as in most municipalities' providers
  cookies: { keys: ["only for tests on loopback"] },
  pkce: { required: () => true },
  async findAccount(_context, login) {
    const known = person(login);
    return known && { accountId: login, claims: async () => ({ sub: login, ...known }) };
  },
});

provider.listen(port, "127.0.0.1", () => listening(port));
