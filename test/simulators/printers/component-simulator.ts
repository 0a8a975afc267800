// A print component as a process of its own: a WebSocket on 127.0.0.1 that takes tasks as douyin-api.md section 6 describes them, is
// strict about their shape, prints onto a roll that is a list, and can be told to misbehave. Shares no code with the station. Told what
// to do, and read, by lines of JSON (see start-component.ts, which starts it). Ends when its parent is gone or its time is over.

import { createInterface } from 'node:readline';
import { type WebSocket, WebSocketServer } from 'ws';
import type {
  ComponentBehaviour,
  ComponentCommand,
  ComponentOptions,
  PrintedTask,
} from './start-component.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as ComponentOptions; // written by start-component.ts
setTimeout(() => process.exit(3), 600_000).unref();

const roll: PrintedTask[] = [];
const complaints: string[] = [];
const seenRequests = new Set<string>();
const waiting: { tasks: number; no: number }[] = [];
let taken = 0;
let connectionCount = 0;
let next: ComponentBehaviour[] = [];

const server = new WebSocketServer({ host: '127.0.0.1', port: options.port, maxPayload: 8 * 1024 * 1024 });
server.on('connection', (socket) => {
  connectionCount += 1;
  socket.on('message', (data) => hear(socket, String(data)));
  socket.on('error', () => {});
});
server.on('listening', () => {
  const address = server.address();
  report({ no: 0, port: typeof address === 'object' && address ? address.port : 0 });
});

function report(words: object): void {
  process.stdout.write(`${JSON.stringify(words)}\n`);
}

type Json = Record<string, unknown>;

function hear(socket: WebSocket, text: string) {
  let said: Json;
  try {
    said = JSON.parse(text) as Json; // each field is looked at below
  } catch {
    complaints.push('a frame that is no JSON');
    return;
  }
  const { cmd, requestID, version } = said;
  if (typeof requestID !== 'string' || requestID === '') complaints.push(`${cmd}: no requestID`);
  else if (seenRequests.has(requestID)) complaints.push(`${cmd}: requestID used twice`);
  else seenRequests.add(requestID);
  if (version !== '1.0') complaints.push(`${cmd}: version is ${version}`);
  if (options.isOld) return say(socket, { cmd, requestID, status: 'failed', msg: '组件版本过低，请升级' });
  if (options.isNonsense) return socket.send('<html>not a print component</html>');
  if (options.isSilent) return;
  if (cmd === 'getPrinters') {
    const [defaultPrinter = ''] = options.printers;
    return say(socket, {
      cmd,
      requestID,
      defaultPrinter,
      printers: options.printers.map((name) => ({ name, status: 'enable' })),
    });
  }
  if (cmd === 'print') return print(socket, String(requestID), said.task as Json);
  complaints.push(`unknown command ${cmd}`);
  say(socket, { cmd, requestID, status: 'failed', msg: '不支持的命令' });
}

function say(socket: WebSocket, words: object): void {
  socket.send(JSON.stringify(words));
}

/** What is wrong with a task, by the section's own list of fields. */
function faultOf(task: Json | undefined): string | undefined {
  if (!task || typeof task.taskID !== 'string' || task.taskID === '') return 'a task without taskID';
  if (task.preview !== false) return 'preview is not false';
  if (typeof task.printer !== 'string') return 'no printer';
  if (!Array.isArray(task.documents)) return 'no documents';
  if (task.documents.length !== 1) return `${task.documents.length} documents in one task`;
  const document = task.documents[0] as Json;
  if (typeof document.documentID !== 'string') return 'a document without documentID';
  if (!Array.isArray(document.contents) || document.contents.length < 1 || document.contents.length > 2)
    return 'contents';
  const [content, own] = document.contents as Json[];
  const wanted = ['encryptedData', 'signature', 'templateURL', ...(options.wantsParams ? ['params'] : [])];
  for (const field of wanted) if (typeof content?.[field] !== 'string') return `contents[0] lacks ${field}`;
  const known = [...wanted, 'addData', 'config', ...(options.wantsParams ? [] : ['ver'])];
  for (const field of Object.keys(content ?? {}))
    if (!known.includes(field)) return `contents[0] has ${field}`;
  if (own && (typeof own.templateURL !== 'string' || typeof own.data !== 'object')) return 'contents[1]';
  if (!options.wantsParams) return undefined;
  const params = new URLSearchParams(String(content?.params));
  if (params.get('method') !== 'logistics.getShopKey') return 'params: method';
  if (params.get('param_json') !== '{}') return 'params: param_json';
  if (params.get('v') !== '2') return 'params: v';
  for (const name of ['access_token', 'app_key', 'timestamp', 'sign', 'sign_method'])
    if (!params.get(name)) return `params: ${name}`;
  return undefined;
}

function print(socket: WebSocket, requestID: string, task: Json) {
  const behaviour: ComponentBehaviour = next.shift() ?? { as: 'prints' };
  const fault = faultOf(task);
  const taskID = String(task?.taskID);
  const answer = (status: string, msg = '') => say(socket, { cmd: 'print', requestID, taskID, status, msg });
  if (fault !== undefined) {
    complaints.push(fault);
    return answer('failed', `参数错误: ${fault}`);
  }
  if (!options.printers.includes(String(task.printer))) return answer('failed', '找不到指定的打印机');
  if (behaviour.as === 'refuses') return answer('failed', behaviour.msg);
  taken += 1;
  const documentID = String((task.documents as Json[])[0]?.documentID);
  const lay = () => {
    roll.push({
      taskID,
      documentID,
      printer: String(task.printer),
      document: (task.documents as object[])[0] ?? {},
    });
    for (const one of waiting.splice(0)) tellOrWait(one);
  };
  const result = (taskStatus: string, status?: string) =>
    say(socket, {
      cmd: 'notifyPrintResult',
      printer: task.printer,
      taskID,
      taskStatus,
      ...(status === undefined
        ? {}
        : {
            printStatus: [
              {
                documentID,
                status,
                successCount: status === 'success' ? 1 : 0,
                failCount: status === 'success' ? 0 : 1,
                msg: '',
                detail: '',
                trackNo: 'YT0000000000001',
              },
            ],
          }),
    });

  switch (behaviour.as) {
    case 'prints':
      answer('success');
      result('rendered', 'success');
      lay();
      result('printed', 'success');
      break;
    case 'says-twice':
      answer('success');
      for (const _ of [1, 2]) result('rendered', 'success');
      lay();
      for (const _ of [1, 2, 3]) result('printed', 'success');
      break;
    case 'result-first':
      lay();
      result('printed', 'success');
      answer('success');
      break;
    case 'renders-only':
      answer('success');
      result('rendered', 'success');
      break;
    case 'says-no-document':
      answer('success');
      lay();
      result('printed');
      break;
    case 'fails':
      answer('success');
      result('rendered', 'success');
      result('failed', 'failed');
      break;
    case 'is-cancelled':
      answer('success');
      result('printed', 'canceled');
      break;
    case 'loses-socket':
      if (behaviour.when !== 'before-answer') answer('success');
      if (behaviour.prints) lay();
      setImmediate(() => socket.terminate());
      break;
    case 'talks-nonsense':
      answer('success');
      socket.send('{"cmd":"notifyPrintResult","taskID":42');
      break;
    case 'is-silent':
      break;
  }
  for (const one of waiting.splice(0)) tellOrWait(one);
}

function tellOrWait(one: { tasks: number; no: number }): void {
  if (taken >= one.tasks) report({ no: one.no });
  else waiting.push(one);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line) as ComponentCommand & { no: number }; // written by start-component.ts
    if (command.do === 'read')
      report({ no: command.no, sight: { roll, complaints, taken, connectionCount } });
    else if (command.do === 'wait') tellOrWait({ tasks: command.tasks, no: command.no });
    else {
      if (command.do === 'behave') next = [...next, ...command.like];
      if (command.do === 'lose-sockets') for (const socket of server.clients) socket.terminate();
      report({ no: command.no });
    }
  })
  .on('close', () => process.exit(0));
