using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Lfr.Web.Mails;

/// <summary>One mail, plain text.</summary>
/// <param name="Id">Its own for ever: a mail that is sent twice because Lfr died in between is one mail to the reader's program.</param>
/// <param name="To">Address.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Text.</param>
public sealed record Mail(Guid Id, string To, string Subject, string Text);

/// <summary>Why a mail was not taken.</summary>
/// <param name="Why">As a sentence that names nobody.</param>
/// <param name="OfTheServer">Whether the next mail would most likely meet the same.</param>
public sealed record MailFailure(string Why, bool OfTheServer = true);

/// <summary>Hands mails to the force's server. Whoever calls it waits at most <see cref="Patience"/>; nothing that a person does waits for it.</summary>
public sealed class MailSender(MailOptions options)
{
    /// <summary>How long a server may keep silent.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Sends one mail.</summary>
    /// <returns><see langword="null"/> when the server took it; otherwise why not.</returns>
    public async Task<MailFailure?> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Text }, MessageId = $"{mail.Id:N}@{options.Site.Host}" };
        message.From.Add(new MailboxAddress("Lfr", options.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        // A reader's absence notice is of no use here.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, options.Socket, patience.Token);
            if (options.User is { } user)
                await client.AuthenticateAsync(user, options.Password ?? "", patience.Token);
            await client.SendAsync(message, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("The mail server did not answer in time.");
        }
        catch (AuthenticationException)
        {
            return new("The mail server refused the user name or the password.");
        }
        catch (SslHandshakeException)
        {
            return new("The mail server's certificate or protection does not fit.");
        }
        catch (SmtpCommandException e)
        {
            return new($"The mail server refused the mail ({(int)e.StatusCode}).", OfTheServer: false);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException or NotSupportedException)
        {
            return new("The mail server could not be reached.");
        }

        // The server has it; how the connection ends changes nothing.
        await LeaveAsync(client);
        return null;
    }

    private static async Task LeaveAsync(SmtpClient client)
    {
        using var shortly = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await client.DisconnectAsync(quit: true, shortly.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ProtocolException)
        {
            return;
        }
    }
}
