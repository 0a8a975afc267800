// The proxy a machine's own settings name, as Windows and macOS print them.

import { describe, expect, it } from 'vitest';
import { minuteMs } from '../../main/basics/clock.ts';
import { createMachineProxy, parseMacProxy, parseWindowsProxy } from '../../main/hosts/machine-proxy.ts';
import { movedClock } from '../builders/moved-clock.ts';

const windows = (enabled: string, server: string, override = '') => `
HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings
    User Agent    REG_SZ    Mozilla/4.0
    ProxyEnable    REG_DWORD    ${enabled}
    ProxyServer    REG_SZ    ${server}
${override === '' ? '' : `    ProxyOverride    REG_SZ    ${override}\r`}
`;

const mac = (enabled: string) => `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 10.*
  }
  ExcludeSimpleHostnames : 1
  HTTPEnable : 0
  HTTPSEnable : ${enabled}
  HTTPSPort : 7890
  HTTPSProxy : proxy.house.invalid
}
`;

describe('the settings of a machine', () => {
  it.each([
    ['one for everything', windows('0x1', '10.0.0.8:3128'), '10.0.0.8:3128'],
    ['one with its scheme', windows('0x1', 'http://10.0.0.8:3128'), '10.0.0.8:3128'],
    [
      'one for each protocol',
      windows('0x1', 'http=a.invalid:1;https=b.invalid:2;ftp=c.invalid:3'),
      'b.invalid:2',
    ],
    ['none for this protocol', windows('0x1', 'socks=a.invalid:1'), undefined],
    ['one that is switched off', windows('0x0', '10.0.0.8:3128'), undefined],
    ['nothing', '', undefined],
  ])('of Windows name %s', (_what, printed, proxy) => {
    expect(parseWindowsProxy(printed)?.proxy).toBe(proxy);
  });

  it('of macOS name one, and who is reached without it', () => {
    expect(parseMacProxy(mac('1'))).toEqual({
      proxy: 'proxy.house.invalid:7890',
      except: ['*.local', '10.*', '<local>'],
    });
    expect(parseMacProxy(mac('0'))).toBeUndefined();
    expect(parseMacProxy('<dictionary> {\n}\n')).toBeUndefined();
  });
});

describe('a machine', () => {
  const settings = windows('0x1', '10.0.0.8:3128', '*.house.invalid;192.168.*;<local>');
  const asked: string[][] = [];
  const proxyOf = (env: Record<string, string> = {}, printed = settings, clock = movedClock()) =>
    createMachineProxy({
      clock,
      env,
      platform: 'win32',
      run: async (program, words) => {
        asked.push([program, ...words]);
        return printed;
      },
    });

  it.each([
    ['https://platform.invalid/path', 'http://10.0.0.8:3128'],
    ['https://sign.house.invalid/', undefined],
    ['https://192.168.3.4/', undefined],
    ['https://relay/', undefined],
  ])('sends %s through %s', async (url, proxy) => {
    expect(await proxyOf()(url)).toBe(proxy);
  });

  it('leaves it to the environment where that names one', async () => {
    expect(
      await proxyOf({ HTTPS_PROXY: 'http://other.invalid:1' })('https://platform.invalid'),
    ).toBeUndefined();
  });

  it('is asked once, and again after a while', async () => {
    asked.length = 0;
    const clock = movedClock();
    const proxyFor = proxyOf({}, settings, clock);

    await Promise.all([proxyFor('https://a.invalid'), proxyFor('https://b.invalid')]);
    const atOnce = asked.length;
    await clock.pass(5 * minuteMs);
    await proxyFor('https://a.invalid');

    expect([atOnce, asked.length]).toEqual([1, 2]);
    expect(asked[0]?.[0]).toBe('reg.exe');
  });

  it('that cannot say has none', async () => {
    const proxyFor = createMachineProxy({
      clock: movedClock(),
      env: {},
      platform: 'darwin',
      run: async () => {
        throw new Error('no such program');
      },
    });

    expect(await proxyFor('https://platform.invalid')).toBeUndefined();
  });
});
