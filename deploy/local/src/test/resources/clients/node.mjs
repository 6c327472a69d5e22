// Shows what the pages show, signed in with a token, then with a key, and sends. Argument: the settings.
import { administered, asking, sent, shown, signIn } from './products.mjs';

const { address, email, password, reader, producer, zone } = JSON.parse(process.argv[2]);
const withKey = key => asking(address, { headers: { 'X-API-Key': key } });
const token = await signIn(address, email, password);
const withToken = asking(address, { headers: { Authorization: `Bearer ${token}` } });
console.log(JSON.stringify(await shown(withToken, zone)));
console.log(JSON.stringify(await shown(withKey(reader), zone)));
console.log(JSON.stringify(await administered(withToken)));
console.log(JSON.stringify(await sent(withKey(producer))));
