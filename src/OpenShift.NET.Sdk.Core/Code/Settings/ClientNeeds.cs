namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Clients of services of others that stop, or are let in nowhere, without a text they are given: keys, tokens, who is asked for them, addresses of mail.</summary>
internal static class ClientNeeds
{
    /// <summary>Whether an argument has to be there.</summary>
    /// <param name="type">Full name of the type whose method is called.</param>
    /// <param name="method">The method.</param>
    /// <param name="argument">Index of the argument.</param>
    public static bool IsOne(string type, string method, int argument) => (type, method, argument) is
        // A constructor or a factory that throws.
        ("System.Net.Mail.MailAddress", ".ctor", 0)
        or ("SendGrid.SendGridClient" or "Telegram.Bot.TelegramBotClient" or "Telegram.Bot.TelegramBotClientOptions" or "Azure.AzureKeyCredential" or "System.ClientModel.ApiKeyCredential" or "Azure.AzureSasCredential", ".ctor", 0)
        or ("SendGrid.Helpers.Mail.EmailAddress", ".ctor", 0)
        or ("MimeKit.MailboxAddress", "Parse", 0)
        or ("MimeKit.MailboxAddress", ".ctor", 1)
        or ("Amazon.Runtime.BasicAWSCredentials", ".ctor", 0 or 1)
        or ("Azure.Identity.ClientSecretCredential", ".ctor", 0 or 1 or 2)
        or ("Twilio.TwilioClient", "Init", 0 or 1)

        // "Bearer" with nothing behind it.
        or ("System.Net.Http.Headers.AuthenticationHeaderValue", ".ctor", 1);
}
