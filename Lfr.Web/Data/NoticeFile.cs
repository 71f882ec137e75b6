namespace Lfr.Web.Data;

/// <summary>A notice in another language, as a PDF. Written once; its hash is in the notice, which the audit log vouches for.</summary>
public sealed class NoticeFile
{
    private NoticeFile()
    {
    }

    /// <summary>Id, as the notice's <see cref="Shared.Notices.NoticeAttachment"/> names it.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>The file.</summary>
    public byte[] Pdf { get; private set; } = [];

    /// <summary>Keeps one.</summary>
    public static NoticeFile Of(Guid id, Guid deploymentId, byte[] pdf) => new() { Id = id, DeploymentId = deploymentId, Pdf = pdf };
}
