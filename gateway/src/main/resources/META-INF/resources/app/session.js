// Who is signed in. The session itself is a cookie no script can read; its CSRF half tells that there is one.
import { csrfToken, get, post } from './http.js';

/** False means certainly not signed in, and spares a request that could only be refused. */
export const mayBeSignedIn = () => csrfToken() !== null;

export const whoAmI = () => get('/api/v1/me');

export async function signIn(email, password) {
  await post('/api/v1/auth/login', { email, password, session: true });
  return whoAmI();
}

export const signOut = () => post('/api/v1/auth/logout', {});
