using Lfr.Web.Mails;
using MimeKit;

namespace Lfr.Web.Hosting;

/// <summary>Reads and judges <c>Mail:*</c>.</summary>
internal static class MailSettings
{
    private const string Host = "Mail:Host";
    private const string Port = "Mail:Port";
    private const string Security = "Mail:Security";
    private const string From = "Mail:From";
    private const string User = "Mail:User";
    private const string Password = "Mail:Password";

    /// <summary>The mail server; <see langword="null"/> where none is named.</summary>
    public static MailOptions? Read(SettingsReader settings, SiteOptions site)
    {
        var (host, from, user, password) = (settings.Text(Host)?.Trim(), settings.Text(From)?.Trim(), settings.Text(User), settings.Text(Password));
        var security = settings.Choice(Security, MailSecurity.StartTls);
        var port = settings.Count(Port, security == MailSecurity.Tls ? 465 : 587);
        if (host is null)
        {
            foreach (var key in new[] { From, User, Password }.Where(key => settings.Text(key) is not null))
                settings.Refuse($"{key} is set, but {Host} is not, so no mail is sent. Set {Host}, or remove {key}.");
            return null;
        }

        if (port > ushort.MaxValue)
            settings.Refuse($"{Port} is '{port}'; it can be at most {ushort.MaxValue}.");
        if (from is null)
            settings.Refuse($"{Host} is set, but {From} is not. Set it to the address that Lfr writes from, such as lfr@force.example.");
        else if (!from.Contains('@', StringComparison.Ordinal) || !MailboxAddress.TryParse(from, out _))
            settings.Refuse($"{From} is '{from}'; it must be an address such as lfr@force.example.");
        if (site.Address is null)
            settings.Refuse($"{Host} is set, but Site:Address is not, and the links in mails would lead nowhere. Set it to the address that people type.");
        if (security == MailSecurity.None && !SiteOptions.IsLoopback(host))
            settings.Refuse($"{Security} is None, but {Host} is '{host}', another machine. Set it to StartTls or Tls.");
        if (password is not null && user is null)
            settings.Refuse($"{Password} is set, but {User} is not. Set both, or neither.");
        return from is null || site.Address is null ? null : new MailOptions(host, port, security, from, site.Address) { User = user, Password = password };
    }
}
