"""hubline plans the night sort of a parcel hub: which parcel goes down which chute, in which wave."""
