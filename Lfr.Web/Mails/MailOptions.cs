using MailKit.Security;

namespace Lfr.Web.Mails;

/// <summary>How the way to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS after a greeting; refused where the server does not offer it.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>None: only to a server on this machine.</summary>
    None,
}

/// <summary>The force's mail server, and as whom Lfr writes.</summary>
/// <param name="Host">Name of the server (<c>Mail:Host</c>).</param>
/// <param name="Port">Its port (<c>Mail:Port</c>).</param>
/// <param name="Security">How the way there is protected (<c>Mail:Security</c>).</param>
/// <param name="From">Sender, an address (<c>Mail:From</c>).</param>
/// <param name="Site">The address that people type (<c>Site:Address</c>): links in mails begin with it.</param>
public sealed record MailOptions(string Host, int Port, MailSecurity Security, string From, Uri Site)
{
    /// <summary>With what Lfr signs in to the server (<c>Mail:User</c>); <see langword="null"/> where it asks for nothing.</summary>
    public string? User { get; init; }

    /// <summary>The password for it (<c>Mail:Password</c>).</summary>
    public string? Password { get; init; }

    internal SecureSocketOptions Socket => Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}
