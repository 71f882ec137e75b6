using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using Services = SmtpServer.ComponentModel.ServiceProvider;

namespace Lfr.Tests.Mails;

/// <summary>A real SMTP server on a free port, which keeps what it takes and refuses what a test wants refused.</summary>
internal sealed class MailServer : MessageStore, IMailboxFilter, IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<MimeMessage> taken = new();
    private readonly Task serving;

    public MailServer()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var services = new Services();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        serving = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("mail.force.example").Port(Port).Build(), services).StartAsync(ending.Token);
    }

    public int Port { get; }

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<MimeMessage> Taken => [.. taken];

    /// <summary>An address that it refuses.</summary>
    public string Refused { get; set; } = "";

    /// <summary>Settings that make Lfr use it.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{Port}", ["Mail:Security"] = "None", ["Mail:From"] = "lfr@force.example", ["Site:Address"] = "https://lfr.force.example",
    };

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var raw = new MemoryStream(buffer.ToArray());
        taken.Enqueue(await MimeMessage.LoadAsync(raw, cancellationToken));
        return SmtpResponse.Ok;
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) => Task.FromResult(to.AsAddress() != Refused);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await serving;
        ending.Dispose();
    }
}
