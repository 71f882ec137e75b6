namespace Lfr.Web.Data;

/// <summary>The picture of a sign on the street. No biometrics: a picture in which a face is found never gets here, and nothing of the upload but its pixels does.</summary>
public sealed class SignPicture
{
    private SignPicture()
    {
    }

    /// <summary>Id, as the deployment's <see cref="Shared.Deployments.SignPhotograph"/> names it.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Sign.</summary>
    public Guid SignId { get; private set; }

    /// <summary>The picture.</summary>
    public byte[] Jpeg { get; private set; } = [];

    /// <summary>Keeps one.</summary>
    public static SignPicture Of(Guid id, Guid deploymentId, Guid signId, byte[] jpeg) => new() { Id = id, DeploymentId = deploymentId, SignId = signId, Jpeg = jpeg };
}
