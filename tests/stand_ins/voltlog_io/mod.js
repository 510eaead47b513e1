/** Stands in for the logger that the test client `ocpp-ws-io` depends on and that npm no longer serves. It says nothing. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {}, child: () => silent };
export const createLogger = () => silent;
export const prettyTransport = () => ({});
export const consoleTransport = () => ({});
