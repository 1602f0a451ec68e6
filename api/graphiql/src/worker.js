// Monaco runs its language services in web workers. One file serves all three kinds, told apart by the worker's
// name (main.jsx sets it), so that what they share is bundled once. `require` loads only the branch taken.
switch (globalThis.name) {
  case 'graphql':
    require('monaco-graphql/esm/graphql.worker.js');
    break;
  case 'json':
    require('monaco-editor/esm/vs/language/json/json.worker.js');
    break;
  default:
    require('monaco-editor/esm/vs/editor/editor.worker.js');
}
