import assert from 'node:assert/strict';
import test from 'node:test';
import { keepKey, keychainKey } from './keychain.ts';

const skip = process.platform !== 'linux' && 'elsewhere the system has a keychain of its own';

test('where no Secret Service answers, a key is refused and not laid into the memory of the kernel', { skip }, () => {
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nobody/listens/here';
  try {
    assert.throws(() => keepKey('PHOSPHENE_TRIAL', 'secret'), {
      name: 'GeneratorError',
      message:
        /^The system's keychain cannot be used \(.*\); put the key into the environment or a file \.env instead\.$/s,
    });
    assert.equal(keychainKey('PHOSPHENE_TRIAL'), undefined);
  } finally {
    if (address === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
    else process.env.DBUS_SESSION_BUS_ADDRESS = address;
  }
});
