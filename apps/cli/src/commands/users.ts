import type { CommandDefinition, Ending, Invocation } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { withInstance } from "../instance.ts";
import { type ActionName, actions } from "./users/actions.ts";

const help = `
Actions:
  list                                     every account
  welcome                                  the link of the first administrator
  add EMAIL --name NAME [--admin]          make an account; its password comes with --password-stdin, or is made and shown
  invite EMAIL [--project T --role R]      a link to pass on, or sent where the site sends mail
  reset EMAIL                              a link with which to choose a new password
  block EMAIL | unblock EMAIL              cut off at once; let in again
  grant EMAIL ROLE | revoke EMAIL ROLE     taxonEditor or admin of the site
  member EMAIL ROLE --project T            viewer, trainee, annotator, reviewer or manager of a project; none takes it away`;

export const users: CommandDefinition = {
  name: "users",
  summary: "accounts and what they may do",
  describe: (command) =>
    command
      .argument("<action>", Object.keys(actions).join(", "))
      .argument("[email]")
      .argument("[role]")
      .option("--name <name>", "add: the person's name")
      .option("--organisation <name>", "add: where the person works")
      .option("--password-stdin", "add: read the password from standard input")
      .option("--admin", "add: administrator of the site")
      .option("--project <title>", "invite, member: title of the project")
      .option("--role <role>", "invite: role in the project")
      .addHelpText("after", help),
  run,
};

async function run({ args, options, data, signal }: Invocation): Promise<Ending> {
  const [name = "", email = "", role] = args;
  if (!isAction(name)) throw new UsageProblem(`users ${name}: expected one of ${Object.keys(actions).join(", ")}`);
  if (name !== "list" && name !== "welcome" && email === "") throw new UsageProblem(`users ${name}: an e-mail address is missing`);
  return withInstance({ data, worker: false, signal }, ({ ctx }) => actions[name](ctx, { email, role, options }));
}

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);
