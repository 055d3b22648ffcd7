import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { createBegunWork } from './begun-work.ts';
import { registerMakeTools } from './make-tools.ts';
import { registerPlanTools } from './plan-tools.ts';
import { openWorkplace } from './workplace.ts';

/**
 * Tools for assistants that speak the Model Context Protocol: analyse, plan, edit, render, export.
 *
 * @param folder tracks and videos lie in it; no path leads out of it
 * @param signal stops what is being drawn
 */
export function createMcpServer(folder: string, version: string, signal?: AbortSignal): McpServer {
  const server = new McpServer({ name: 'phosphene', version });
  const workplace = openWorkplace(folder);
  const begun = createBegunWork(signal);
  registerPlanTools(server, workplace, begun, signal);
  registerMakeTools(server, workplace, begun);
  return server;
}
