// A SAML identity provider on loopback, made of samlify: it reads our metadata as a municipality's provider would,
// asks who one is, and posts a signed assertion back. PORT, SP_METADATA, KEY, CERTIFICATE and PEOPLE by environment.
import fs from "node:fs";
import http from "node:http";
import crypto from "node:crypto";
import samlify from "samlify";
import { listening, person } from "./people.mjs";

const port = Number(process.env.PORT);
const base = `http://127.0.0.1:${port}`;
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const attribute = (name, values) =>
  `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">${values
    .map((value) => `<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${escaped(value)}</saml:AttributeValue>`)
    .join("")}</saml:Attribute>`;

samlify.setSchemaValidator({ validate: async () => "nothing but our own test speaks to this provider" });

const idp = samlify.IdentityProvider({
  entityID: `${base}/metadata`,
  privateKey: fs.readFileSync(process.env.KEY, "utf8"),
  signingCert: fs.readFileSync(process.env.CERTIFICATE, "utf8"),
  requestSignatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  nameIDFormat: ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"],
  singleSignOnService: [{ Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", Location: `${base}/sso` }],
  loginResponseTemplate: { context: samlify.SamlLib.defaultLoginResponseTemplate.context, attributes: [] },
});

// Fetched at the first sign-in: our own server is up by then. The connection is not kept, since that would keep
// a thread of the test's server, too.
let sp;
async function serviceProvider() {
  if (!sp) {
    const metadata = await new Promise((resolve, reject) => {
      http
        .get(process.env.SP_METADATA, { agent: false, headers: { connection: "close" } }, async (answer) => {
          let text = "";
          for await (const part of answer) text += part;
          resolve(text);
        })
        .on("error", reject);
    });
    sp = samlify.ServiceProvider({ metadata });
  }
  return sp;
}

const page = (response, body) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><html lang="da"><title>Prøvekommunens login</title>${body}</html>`);
};

async function answerFor(login, requestId) {
  const other = await serviceProvider();
  const known = person(login);
  const now = new Date();
  const later = new Date(now.getTime() + 5 * 60 * 1000);
  const destination = other.entityMeta.getAssertionConsumerService("post");
  const attributes = [attribute("uid", [login]), attribute("cn", [known.name]), attribute("mail", [known.email]), attribute("groups", known.groups)];
  const id = () => `_${crypto.randomUUID()}`;
  const fill = (template) => {
    const values = {
      ID: id(),
      AssertionID: id(),
      Destination: destination,
      Audience: other.entityMeta.getEntityID(),
      EntityID: other.entityMeta.getEntityID(),
      SubjectRecipient: destination,
      AssertionConsumerServiceURL: destination,
      Issuer: idp.entityMeta.getEntityID(),
      IssueInstant: now.toISOString(),
      StatusCode: "urn:oasis:names:tc:SAML:2.0:status:Success",
      ConditionsNotBefore: now.toISOString(),
      ConditionsNotOnOrAfter: later.toISOString(),
      SubjectConfirmationDataNotOnOrAfter: later.toISOString(),
      NameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
      NameID: login,
      InResponseTo: requestId,
      AuthnStatement: `<saml:AuthnStatement AuthnInstant="${now.toISOString()}" SessionIndex="${id()}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    };
    const statement = `<saml:AttributeStatement>${attributes.join("")}</saml:AttributeStatement>`;
    const open = template.replace(/<saml:AttributeStatement>.*?<\/saml:AttributeStatement>|\{AttributeStatement\}/s, statement);
    return { id: values.ID, context: open.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) };
  };
  const made = await idp.createLoginResponse(other, { extract: { request: { id: requestId } } }, "post", known, fill);
  return `<form method="post" action="${destination}"><input type="hidden" name="SAMLResponse" value="${made.context}"><button>Fortsæt</button></form>`;
}

async function serve(request, response) {
  const url = new URL(request.url, base);
  if (request.method === "POST") {
    let body = "";
    for await (const part of request) body += part;
    const sent = new URLSearchParams(body);
    return page(response, await answerFor(sent.get("login"), sent.get("request")));
  }
  if (url.pathname === "/metadata") {
    response.writeHead(200, { "content-type": "text/xml" });
    return response.end(idp.getMetadata());
  }
  const asked = await idp.parseLoginRequest(await serviceProvider(), "redirect", { query: Object.fromEntries(url.searchParams) });
  return page(
    response,
    `<form method="post"><input type="hidden" name="request" value="${escaped(asked.extract.request.id)}"><label>Hvem <input name="login"></label><button>Log ind</button></form>`,
  );
}

http
  .createServer((request, response) =>
    serve(request, response).catch((fault) => {
      console.error(fault);
      response.writeHead(500).end(String(fault?.message ?? fault));
    }),
  )
  .listen(port, "127.0.0.1", () => listening(port));
