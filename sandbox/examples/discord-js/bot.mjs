// A bot with a command that answers, one that suggests, one that opens a form, a button, a menu and a message's menu.
// SANDBOX_API is the API's address without its version; SANDBOX_TOKEN the bot's token.

import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  MessageFlags,
  ModalBuilder,
  Partials,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";

const { SANDBOX_API, SANDBOX_TOKEN } = process.env;
if (!SANDBOX_API || !SANDBOX_TOKEN) throw new Error("SANDBOX_API and SANDBOX_TOKEN must be set");

const CITIES = ["Amiens", "Arles", "Lille", "Lyon", "Nantes", "Paris", "Pau"];

const commands = [
  new SlashCommandBuilder().setName("hello").setNameLocalization("fr", "bonjour").setDescription("Says hello, with a button and a menu"),
  new SlashCommandBuilder()
    .setName("city")
    .setDescription("Chooses a city")
    .addStringOption((option) => option.setName("name").setDescription("Which one").setRequired(true).setAutocomplete(true))
    .addUserOption((option) => option.setName("with").setDescription("With whom")),
  new SlashCommandBuilder().setName("note").setDescription("Writes a note in a form"),
  new SlashCommandBuilder().setName("slow").setDescription("Thinks for a moment, then answers"),
  new ContextMenuCommandBuilder().setName("Count letters").setType(ApplicationCommandType.Message),
];

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent, GatewayIntentBits.DirectMessages],
  // What is written in private comes from channels that the library does not know yet.
  partials: [Partials.Channel],
  rest: { api: SANDBOX_API },
});

function hello(interaction) {
  const seconds = Math.floor(interaction.createdTimestamp / 1000);
  const embed = new EmbedBuilder()
    .setTitle("Hello!")
    .setColor(0x5865f2)
    .setDescription(`You are ${interaction.user}, in ${interaction.channel}, at <t:${seconds}:F>.`)
    .addFields({ name: "Language", value: interaction.locale, inline: true }, { name: "Since", value: `<t:${seconds}:R>`, inline: true })
    .setFooter({ text: "made with discord.js" });
  const buttons = new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId("wave").setLabel("Wave back").setStyle(ButtonStyle.Success).setEmoji("👋"),
    new ButtonBuilder().setCustomId("note").setLabel("Leave a note").setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL("https://discord.js.org").setLabel("discord.js").setStyle(ButtonStyle.Link),
  );
  const menu = new ActionRowBuilder().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId("city")
      .setPlaceholder("Where do you live?")
      .addOptions(CITIES.map((city) => ({ label: city, value: city.toLowerCase() }))),
  );
  return interaction.reply({ embeds: [embed], components: [buttons, menu] });
}

function form(interaction) {
  const text = new TextInputBuilder().setCustomId("text").setLabel("What should be kept?").setStyle(TextInputStyle.Paragraph).setMaxLength(500);
  const modal = new ModalBuilder().setCustomId("note").setTitle("A note").addComponents(new ActionRowBuilder().addComponents(text));
  return interaction.showModal(modal);
}

async function slow(interaction) {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await interaction.editReply("That took a moment.");
  await interaction.followUp({ content: "And one thing more.", flags: MessageFlags.Ephemeral });
}

async function command(interaction) {
  switch (interaction.commandName) {
    case "hello":
      return hello(interaction);
    case "city": {
      const friend = interaction.options.getUser("with");
      return interaction.reply(`**${interaction.options.getString("name", true)}** it is${friend ? `, with ${friend}` : ""}.`);
    }
    case "note":
      return form(interaction);
    case "slow":
      return slow(interaction);
    case "Count letters":
      return interaction.reply({ content: `${interaction.targetMessage.content.length} letters`, flags: MessageFlags.Ephemeral });
  }
}

async function component(interaction) {
  if (interaction.customId === "note") return form(interaction);
  if (interaction.customId === "wave") return interaction.update({ content: `${interaction.user} waves back.`, components: [] });
  return interaction.reply({ content: `You live in ${interaction.values[0]}.`, flags: MessageFlags.Ephemeral });
}

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const fitting = CITIES.filter((city) => city.toLowerCase().startsWith(typed));
    await interaction.respond(fitting.map((city) => ({ name: city, value: city })));
  } else if (interaction.isCommand()) {
    await command(interaction);
  } else if (interaction.isMessageComponent()) {
    await component(interaction);
  } else if (interaction.isModalSubmit()) {
    await interaction.reply({ content: `Noted: ${interaction.fields.getTextInputValue("text")}`, flags: MessageFlags.Ephemeral });
  }
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot) return;
  if (message.content === "!thread") {
    const thread = await message.startThread({ name: `With ${message.author.displayName}`, autoArchiveDuration: 60 });
    await thread.send("Let us talk here.");
  }
  if (message.content === "!dm") await message.author.send("A word in private.");
  if (message.content === "!react") await message.react("👍");
});

client.once(Events.ClientReady, async (ready) => {
  await ready.application.commands.set(commands);
  console.log(`ready as ${ready.user.username}`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await client.destroy();
    process.exit(0);
  });
}

await client.login(SANDBOX_TOKEN);
